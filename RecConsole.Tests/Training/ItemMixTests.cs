using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Training;

namespace RecConsole.Tests.Training;

public sealed class ItemMixTests
{
    static readonly Dictionary<ItemId, int> Counts = Enumerable.Range(0, 200).ToDictionary(i => new ItemId($"i{i:000}"), i => 2000 / (i + 5));

    readonly Rng rng = new(4);

    ItemId[] Draw(int count, Func<int, double> weight)
    {
        var items = Counts.Keys.Order(Comparer<ItemId>.Create((a, b) => string.CompareOrdinal(a.Value, b.Value))).ToArray();
        var sums = new double[items.Length];
        for (var i = 0; i < items.Length; i++) sums[i] = (i == 0 ? 0 : sums[i - 1]) + weight(i);
        return [.. Enumerable.Range(0, count).Select(_ => items[Math.Min(items.Length - 1, ~Array.BinarySearch(sums, rng.NextDouble() * sums[^1]) is var place and >= 0 ? place : 0)])];
    }

    [Fact]
    public void Against_TheSameShares_IsWhatChanceMakes() =>
        Assert.InRange(new ItemMix(Counts).Against(Draw(4000, i => 2000 / (i + 5))), 0, 0.02);

    [Fact]
    public void Against_PopularItemsNoLongerAre_IsLarge() =>
        Assert.True(new ItemMix(Counts).Against(Draw(4000, i => 2000 / (205 - i))) > ItemMix.Large);

    [Fact]
    public void Against_AThirdAreItemsThatWereNotThere_IsLarge() =>
        Assert.True(new ItemMix(Counts).Against([.. Draw(2000, i => 2000 / (i + 5)), .. Enumerable.Range(0, 1000).Select(i => new ItemId($"new-{i % 7}"))]) > ItemMix.Large);

    /// <summary>Two items, ten interactions each then (groups 0 and 5), and 5 and 15 now; half an interaction more in each of eleven groups.</summary>
    [Fact]
    public void Against_TwoItems_IsTheFormula()
    {
        var (a, b) = (new ItemId("a"), new ItemId("b"));
        var index = new ItemMix(new Dictionary<ItemId, int> { [a] = 10, [b] = 10 }).Against([.. Enumerable.Repeat(a, 5), .. Enumerable.Repeat(b, 15)]);

        double Term(double then, double now) => (now - then) / 25.5 * Math.Log(now / then);
        Assert.Equal(Term(10.5, 5.5) + Term(10.5, 15.5), index, 1e-12);
    }
}
