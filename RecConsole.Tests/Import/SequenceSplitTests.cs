using RecConsole.Engine.Catalog;
using RecConsole.Engine.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

public sealed class SequenceSplitTests
{
    [Fact]
    public void Read_SmallFolder_TrainingValidationAndTest()
    {
        using var folder = Folder("1 2 3\n4 5 6\n", "4 5 6 7\n", "8\n", "9\n10\n");
        var split = SequenceSplit.Read(folder.Path);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], split.Training.Select(e => e.ItemId!.Value.Value));
        Assert.Equal(2, split.Training.Select(e => e.UserId).Distinct().Count());
        Assert.Equal(["4 5 6 7 > 8"], split.Validation.Select(Words));
        Assert.Equal(["4 5 6 7 8 > 10"], split.Test.Select(Words)); // the second line's shopper
    }

    [Fact]
    public void Read_LinesThatCannotBeTold_HasNoTestPart()
    {
        using var folder = Folder("1 2 3\n1 2 3\n", "1 2 3 4\n", "5\n", "6\n7\n");
        Assert.Empty(SequenceSplit.Read(folder.Path).Test);
    }

    [Fact]
    public void Read_BrokenFolders_SaysWhatIsMissing()
    {
        using var folder = Folder("1 2 3\n", "1 2 3 4\n1 2\n", "5\n", null);
        Assert.Contains("2 lines and val_output 1", Assert.Throws<ImportFailedException>(() => SequenceSplit.Read(folder.Path)).Message);
        File.Delete(Path.Combine(folder.Path, "val_output.txt"));
        Assert.Contains("val_output", Assert.Throws<ImportFailedException>(() => SequenceSplit.Read(folder.Path)).Message);
        Assert.Contains("not a folder", Assert.Throws<ImportFailedException>(() => SequenceSplit.Read(Path.Combine(folder.Path, "absent"))).Message);
    }

    [SharedDataFact("movielens-1m-sequences")]
    public void Read_MovieLens_HasTheCountsOfItsReadme()
    {
        var split = SequenceSplit.Read(SharedData.Path("movielens-1m-sequences"));
        Assert.Equal(987_019, split.Training.Count);
        Assert.Equal(512, split.Validation.Count);
        Assert.Equal(512, split.Test.Count); // line k is user k, so every shopper is told by their beginning
    }

    static TemporaryFolder Folder(string train, string inputs, string outputs, string? tests)
    {
        var folder = new TemporaryFolder();
        foreach (var (name, text) in new[] { ("train_input", train), ("val_input", inputs), ("val_output", outputs), ("test_output", tests) })
            if (text is not null) File.WriteAllText(Path.Combine(folder.Path, name + ".txt"), text);
        return folder;
    }

    static string Words((IReadOnlyList<ItemId> History, ItemId Target) one) => $"{string.Join(' ', one.History)} > {one.Target}";
}
