using RecConsole.Engine.Catalog;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Components.Pages;

namespace RecConsole.Tests.Components.Pages;

public sealed class PartWordsTests
{
    static readonly StrategyRevision Base = StrategyStore.FirstDefault;

    readonly SignalCatalog signals = new([]);
    readonly CatalogStore catalog = new();

    public PartWordsTests() => catalog.Upsert([new Item(new ItemId("i1"), "Oak lamp")]);

    /// <summary>What both changed, by part, in words: it was, mine, theirs.</summary>
    Dictionary<string, (string Title, string Base, string Mine, string Theirs)> Conflicts(StrategyRevision mine, StrategyRevision theirs) =>
        StrategyMerge.Of(Base, mine, theirs).Conflicts.ToDictionary(
            conflict => conflict.Part,
            conflict => (PartWords.Title(conflict.Part, signals, conflict.Base, conflict.Theirs, conflict.Mine), PartWords.Text(conflict.Part, conflict.Base, catalog), PartWords.Text(conflict.Part, conflict.Mine, catalog), PartWords.Text(conflict.Part, conflict.Theirs, catalog)));

    [Fact]
    public void Text_WeightThatBothChanged_SaysTheNumbersOfAllThree()
    {
        var conflict = Conflicts(Base.WithWeight("margin", 0.5f), Base.WithWeight("margin", -0.25f))[RevisionPart.OfWeight("margin")];

        Assert.Equal(("Margin", "0.00", "+0.50", "−0.25"), conflict);
    }

    [Fact]
    public void Text_RuleOfTheSameKey_IsASentenceThatNamesTheItem()
    {
        StrategyRevision With(RuleKind kind, string title) => Base.WithRules([new StrategyRule("r1", kind) { Title = title, Slot = kind == RuleKind.Pin ? 2 : 0, Items = new ItemCondition { Ids = ["i1"] } }]);

        var (title, was, mine, theirs) = Conflicts(With(RuleKind.Pin, "Lamp first"), With(RuleKind.Hide, "No lamp"))[RevisionPart.OfRule("r1")];

        Assert.Equal(("Rule Lamp first", "not there"), (title, was));
        Assert.Equal(("Puts “Oak lamp” into slot 2.", "Hides “Oak lamp”."), (mine, theirs));
    }

    [Theory]
    [InlineData(RevisionPart.Exploration, "no chance")]
    [InlineData(RevisionPart.Diversity, "no variety beyond the scores")]
    [InlineData(RevisionPart.Caps, "none")]
    public void Text_SettingThatIsNotThere_SaysWhatThatMeans(string part, string meaning) => Assert.Equal(meaning, PartWords.Text(part, null, catalog));
}
