using RecConsole.Engine.Catalog;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class StudioRulesTests
{
    static readonly StrategyRevision Draft = StrategyStore.FirstDefault;
    static readonly RequestCondition Home = new() { Placements = ["home"] };
    static readonly RequestCondition Cart = new() { Placements = ["cart"] };

    static StrategyRevision Pin(StrategyRevision draft, string item, int slot, RequestCondition scope) => StudioRules.Pin(draft, new ItemId(item), slot, item, scope).Next;

    [Fact]
    public void Pin_TheSameItemAgain_MovesItsPin()
    {
        var draft = Pin(Pin(Draft, "a", 4, Home), "a", 2, Home);

        Assert.Equal(("a", 2), (Assert.Single(draft.Rules).PinnedId, draft.Rules[0].Slot));
    }

    [Fact]
    public void Pin_SlotOfAnother_TakesItsPlaceThereOnly()
    {
        var draft = Pin(Pin(Pin(Draft, "a", 2, Home), "b", 2, Cart), "c", 2, Home);

        Assert.Equal(["b", "c"], draft.Rules.Select(rule => rule.PinnedId).Order());
    }

    [Fact]
    public void PinMany_PastedIds_FillTheSlotsInOrderAndReplaceWhatStoodThere()
    {
        var draft = Pin(Pin(Draft, "old", 3, Home), "b", 9, Home);

        draft = StudioRules.PinMany(draft, [.. PastedIds.Of("a, \"b\"\nc b").Select(id => new ItemId(id))], 2, soft: true, Home, id => id.Value).Next;

        Assert.Equal([("a", 2), ("b", 3), ("c", 4)], draft.Rules.Select(rule => (rule.PinnedId!, rule.Slot)));
        Assert.All(draft.Rules, rule => Assert.Equal(RuleKind.SoftPin, rule.Kind));
    }

    [Fact]
    public void FreeKey_LongOrTakenOrEmpty_IsAKeyThatNoRuleHas()
    {
        var draft = StudioRules.ForItem(Draft, new ItemId(new string('x', 200)), RuleKind.Hide, "x").Next;
        draft = StudioRules.ForItem(draft, new ItemId(new string('x', 200)), RuleKind.Hide, "x").Next;

        Assert.Equal(2, draft.Rules.Select(rule => rule.Key).Distinct().Count());
        Assert.Equal("rule", StudioRules.FreeKey(draft, "  "));
    }

    [Fact]
    public void AllOff_AnyRules_KeepsThemForAnotherTime()
    {
        var draft = StudioRules.AllOff(Pin(Draft, "a", 1, Home)).Next;

        Assert.Single(draft.Rules);
        Assert.Empty(draft.EnabledRules);
        Assert.Equal(Draft.Hash, draft.Hash);
    }

    [Fact]
    public void Sentence_EveryKind_SaysWhatItDoesWhereAndWhen()
    {
        var items = new ItemCondition { Brands = ["Acme"], Price = new NumberRange(null, 50) };
        var boost = new StrategyRule("b", RuleKind.Boost) { Strength = 0.5f, Items = items, Requests = Home };
        var pin = new StrategyRule("p", RuleKind.SoftPin) { Slot = 3, Items = new ItemCondition { Ids = ["i1"] }, Requests = new() { When = new TimeWindow("Europe/Berlin") { DailyFrom = new(18, 0) } } };

        Assert.Equal("Adds 0.5 to items with brand “Acme” and price 50 or less, on “home”.", RuleWords.Sentence(boost, id => id));
        Assert.Equal("Puts “Red shoe” into slot 3 when it ranks among the best anyway, from 18:00 (Europe/Berlin).", RuleWords.Sentence(pin, _ => "Red shoe"));
    }
}
