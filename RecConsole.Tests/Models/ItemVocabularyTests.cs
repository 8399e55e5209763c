using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;

namespace RecConsole.Tests.Models;

public sealed class ItemVocabularyTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(5000)]
    public void IndexOf_EveryItemAndStrangers_FindsRowsOrNone(int count)
    {
        var vocabulary = new ItemVocabulary(Enumerable.Range(0, count).Select(n => new ItemId($"item-{n}")));
        Assert.Equal(count, vocabulary.Count);
        for (var row = 0; row < count; row++) Assert.Equal(row, vocabulary.IndexOf(new ItemId($"item-{row}")));
        for (var n = 0; n < 100; n++) Assert.Equal(-1, vocabulary.IndexOf(new ItemId($"stranger-{n}")));
    }

    [Fact]
    public void Constructor_ItemTwice_NamesIt() =>
        Assert.Contains("'b'", Assert.Throws<ArgumentException>(() => new ItemVocabulary([new ItemId("a"), new ItemId("b"), new ItemId("b")])).Message);
}
