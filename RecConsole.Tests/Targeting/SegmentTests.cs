using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;

namespace RecConsole.Tests.Targeting;

public sealed class SegmentTests
{
    static Segment At(string key, int order) => new(key, key) { Order = order };

    static readonly Segment[] Three = [At("a", 1), At("b", 2), At("c", 5)];

    /// <summary>All after a segment was saved, by order.</summary>
    static string After(Segment saved)
    {
        var written = Segment.Arrange(Three, saved);
        Assert.Equal(saved.Key, written[0].Key);
        var all = Three.Where(one => written.All(other => other.Key != one.Key)).Concat(written).OrderBy(one => one.Order).ToArray();
        Assert.Equal(all.Length, all.Select(one => one.Order).Distinct().Count());
        return string.Concat(all.Select(one => $"{one.Key}{one.Order}"));
    }

    [Theory]
    [InlineData("d", 0, "a1b2c5d6")] // without an order: last
    [InlineData("d", 1, "d1a2b3c5")] // those in the way step back, up to the first gap
    [InlineData("d", 4, "a1b2d4c5")]
    [InlineData("b", 0, "a1b2c5")] // keeps its own
    [InlineData("b", 1, "b1a2c5")]
    [InlineData("c", 1, "c1a2b3")]
    public void Arrange_PlaceTaken_LeavesNoTwoAtOne(string key, int order, string expected) => Assert.Equal(expected, After(At(key, order)));

    [Theory]
    [InlineData("Big", "x", "lower-case")]
    [InlineData("", "x", "is no key")]
    [InlineData("ok", " ", "The name of a segment")]
    public void Problem_KeyOrName_SaysWhatWouldBeRight(string key, string name, string part) => Assert.Contains(part, new Segment(key, name).Problem(), StringComparison.Ordinal);

    [Fact]
    public void Problem_Clauses_SaysWhatWouldBeRight()
    {
        void Says(string part, ShopperCondition shoppers) => Assert.Contains(part, new Segment("s", "S") { Shoppers = shoppers }.Problem(), StringComparison.Ordinal);
        Says("ends before it begins", new() { Purchases = new NumberRange(3, 1) });
        Says("At most 200 actions", new() { Actions = new NumberRange(201, null) });
        Says("at least 1 day", new() { LatelyDays = 0 });
        Says("context.segment", new() { Ids = [.. Enumerable.Range(0, ShopperCondition.MaxIds + 1).Select(n => $"u{n}")] });
        Says("is empty", new() { Devices = [""] });
        Assert.Contains("order", (new Segment("s", "S") { Order = -1 }).Problem(), StringComparison.Ordinal);
    }

    [Fact]
    public void Json_EverythingSet_ComesBackAsItWas()
    {
        var segment = new Segment("vip", "Very important")
        {
            Order = 7,
            Shoppers = new()
            {
                Visits = VisitHistory.Returning, Devices = ["phone"], Locales = ["de"], Placements = ["home"], Actions = new(1, 50), Purchases = new(2, null), Cart = new(null, 3),
                ViewedCategories = ["a"], ViewedBrands = ["b"], BoughtCategories = ["c"], BoughtBrands = ["d"], Price = new(1.5, 9), LatelyDays = 30, Ids = ["u1", "u2"],
            },
        };
        var text = TargetJson.Write(segment);
        Assert.Contains("\"visits\":\"returning\"", text, StringComparison.Ordinal);
        Assert.Equal(text, TargetJson.Write(TargetJson.Read<Segment>(text)));
        Assert.Equal("""{"key":"all","name":"All","shoppers":{}}""", TargetJson.Write(new Segment("all", "All")));
    }

    [Theory]
    [InlineData("New shoppers", "new-shoppers")]
    [InlineData("  50 % off!  Ends soon ", "50-off-ends-soon")]
    [InlineData("!!", "")]
    public void KeyOf_Name_IsOneThatDoes(string name, string key) => Assert.Equal(key, TargetKey.Of(name));
}
