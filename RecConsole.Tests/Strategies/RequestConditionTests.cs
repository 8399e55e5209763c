using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

public sealed class RequestConditionTests
{
    static readonly DateTimeOffset Now = RandomStrategy.Now;

    static bool Holds(RequestCondition condition, string placement = "home", RequestContext? context = null) => condition.Holds(placement, context ?? RequestContext.None, Now);

    [Fact]
    public void Holds_NoClause_Always() => Assert.True(Holds(RequestCondition.Always));

    [Fact]
    public void Holds_EachClause_WithoutCaseAndNeverWhenUnknown()
    {
        Assert.True(Holds(new() { Placements = ["x", "HOME"] }));
        Assert.False(Holds(new() { Placements = ["x"] }));
        Assert.True(Holds(new() { CategoryPages = ["lamps"] }, context: new() { Category = "Lamps" }));
        Assert.False(Holds(new() { CategoryPages = ["lamps"] }));
        Assert.True(Holds(new() { Segments = ["VIP"] }, context: new() { Segment = "vip" }));
        Assert.False(Holds(new() { Segments = ["VIP"] }));
        Assert.True(Holds(new() { Devices = ["phone"] }, context: new() { Device = "PHONE" }));
        Assert.False(Holds(new() { Devices = ["phone"] }, context: new() { Device = "desk" }));
        Assert.False(Holds(new() { Segments = ["vip"], Devices = ["phone"] }, context: new() { Segment = "vip", Device = "desk" }));
        Assert.True(Holds(new() { Placements = ["home"], When = new TimeWindow("UTC") { From = Now } }));
        Assert.False(Holds(new() { Placements = ["home"], When = new TimeWindow("UTC") { From = Now.AddTicks(1) } }));
    }

    [Theory]
    [InlineData("ring", "gold ring", true)]
    [InlineData("ring", "RING, gold", true)]
    [InlineData("ring", "earring ring", true)]
    [InlineData("ring", "earrings", false)]
    [InlineData("ring", "rings", false)]
    [InlineData("ring", "ring2", false)]
    [InlineData("running shoes", "red running shoes 42", true)]
    [InlineData("running shoes", "running red shoes", false)]
    [InlineData("aa", "aaa aa", true)]
    [InlineData("aa", "aaa", false)]
    [InlineData("c++", "book on c++ for all", true)]
    [InlineData("ring", "", false)]
    [InlineData("ring", null, false)]
    public void Holds_QueryWord_IsFoundAsAWholeWord(string word, string? query, bool expected) =>
        Assert.Equal(expected, Holds(new() { QueryWords = ["zebra", word] }, context: new() { Query = query }));
}
