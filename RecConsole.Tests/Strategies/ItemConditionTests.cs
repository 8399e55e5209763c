using RecConsole.Engine.Catalog;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

public sealed class ItemConditionTests
{
    static readonly DateTimeOffset Now = RandomStrategy.Now;

    static readonly Item Lamp = new(new ItemId("lamp"), "Lamp")
    {
        Category = "Light", Brand = "Straße", Seller = "S", Price = 19.90m, Stock = 4, AddedAt = Now.AddDays(-10),
        Attributes = new Dictionary<string, string> { ["Color"] = "Red", ["watt"] = "8.5" },
    };

    static readonly Item Blank = new(new ItemId("blank"), "Blank");

    public static TheoryData<string, bool> Clauses => new()
    {
        { """{"items":{}}""", true },
        { """{"items":{"ids":["other","lamp"]}}""", true },
        { """{"items":{"ids":["LAMP"]}}""", false },
        { """{"items":{"categories":["LIGHT"]}}""", true },
        { """{"items":{"categories":["Chairs"]}}""", false },
        { """{"items":{"brands":["STRAßE"]}}""", true },
        { """{"items":{"sellers":["s"],"categories":["light"]}}""", true },
        { """{"items":{"sellers":["t"],"categories":["light"]}}""", false },
        { """{"items":{"price":{"min":19.9,"max":19.9}}}""", true },
        { """{"items":{"price":{"min":19.91}}}""", false },
        { """{"items":{"price":{"max":19.89}}}""", false },
        { """{"items":{"ageDays":{"min":10,"max":10}}}""", true },
        { """{"items":{"ageDays":{"max":9.99}}}""", false },
        { """{"items":{"stock":{"min":4}}}""", true },
        { """{"items":{"stock":{"max":3}}}""", false },
        { """{"items":{"attributes":{"Color":["blue","RED"]}}}""", true },
        { """{"items":{"attributes":{"Color":[]}}}""", true },
        { """{"items":{"attributes":{"color":["red"]}}}""", false },
        { """{"items":{"attributes":{"Size":[]}}}""", false },
        { """{"items":{"numericAttributes":{"watt":{"min":8,"max":9}}}}""", true },
        { """{"items":{"numericAttributes":{"watt":{"max":8}}}}""", false },
        { """{"items":{"numericAttributes":{"Color":{"min":0}}}}""", false },
    };

    static ItemCondition Parse(string json) =>
        StrategyJson.Read($$"""{"key":"k","number":1,"weights":{},"rules":[{"key":"r","kind":"hide",{{json[1..]}}]}""").Rules[0].Items;

    [Theory]
    [MemberData(nameof(Clauses))]
    public void Matches_EachClause_HoldsForWhatItSays(string json, bool expected) => Assert.Equal(expected, Parse(json).Matches(Lamp, Now));

    [Theory]
    [InlineData("""{"items":{"categories":["Light"]}}""")]
    [InlineData("""{"items":{"brands":["B"]}}""")]
    [InlineData("""{"items":{"price":{"max":10}}}""")]
    [InlineData("""{"items":{"price":{}}}""")]
    [InlineData("""{"items":{"ageDays":{"max":10}}}""")]
    [InlineData("""{"items":{"stock":{"max":10}}}""")]
    [InlineData("""{"items":{"attributes":{"Color":["red"]}}}""")]
    public void Matches_ValueThatIsUnknown_NeverHolds(string json) => Assert.False(Parse(json).Matches(Blank, Now));

    [Fact]
    public void Key_SameMeaningInOtherWords_IsTheSame()
    {
        var one = new ItemCondition { Brands = ["a", "B", "b"], Price = new NumberRange(1, null) };
        var other = new ItemCondition { Brands = ["b", "A"], Price = new NumberRange(1, null) };
        Assert.Equal(one.Key, other.Key);
    }

    /// <summary>Conditions under one key share their bitset: texts that look alike must not.</summary>
    [Fact]
    public void Key_DifferentMeaning_Differs()
    {
        ItemCondition[] conditions =
        [
            new(), new() { Ids = ["a"] }, new() { Ids = ["A"] }, new() { Categories = ["a"] }, new() { Brands = ["a"] }, new() { Brands = ["a", "b"] }, new() { Brands = ["a\",\"b"] },
            new() { Brands = ["a,b"] }, new() { Sellers = ["a"] }, new() { Brands = ["\u212A"] }, new() { Brands = ["K"] },
            new() { Price = new NumberRange(1, 2) }, new() { Stock = new NumberRange(1, 2) }, new() { AgeDays = new NumberRange(1, 2) },
            new() { Price = new NumberRange(null, null) }, new() { Price = new NumberRange(1, null) }, new() { Price = new NumberRange(null, 1) },
            new() { Attributes = new ItemCondition().Attributes.Add("x", ["a"]) }, new() { Attributes = new ItemCondition().Attributes.Add("X", ["a"]) },
            new() { Attributes = new ItemCondition().Attributes.Add("x", []) }, new() { NumericAttributes = new ItemCondition().NumericAttributes.Add("x", new NumberRange(1, 2)) },
        ];
        Assert.Equal(conditions.Length, conditions.Select(condition => condition.Key).Distinct(StringComparer.Ordinal).Count());
    }
}
