using RecConsole.Engine.Import;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class ColumnChoicesTests
{
    static readonly ImportPreview Preview = new("events-csv", ["action", "product", "when"], [],
        [new("type", null, true), new("itemId", "product", true), new("timestamp", "when", true), new("price", null, false)]);

    [Fact]
    public void Of_Proposal_KeepsItAndNamesWhatIsMissing()
    {
        var choices = ColumnChoices.Of(Preview);

        Assert.Equal(["type"], choices.Missing);
        Assert.Equal("product", choices.ToMap().Column("itemId"));
        Assert.Null(choices.ToMap().Column("price"));
    }

    [Fact]
    public void With_OneValueForAllRows_FillsTheField()
    {
        var choices = ColumnChoices.Of(Preview).With("type", new ColumnChoice(null, "purchase"));

        Assert.Empty(choices.Missing);
        Assert.Equal("purchase", choices.ToMap().Constant("type"));
    }

    [Fact]
    public void With_EmptyValue_IsStillMissing() => Assert.Equal(["type"], ColumnChoices.Of(Preview).With("type", new ColumnChoice(null, "")).Missing);

    [Fact]
    public void UsedTwice_ColumnOfTwoFields_IsNamed() =>
        Assert.Equal(["product"], ColumnChoices.Of(Preview).With("price", new ColumnChoice("product", null)).UsedTwice);
}
