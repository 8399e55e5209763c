using System.Text.Json;
using RecConsole.Engine.Experiments;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Golden;

/// <summary>GrowthBook's own cases (growthbook/growthbook, packages/sdk-js/test/cases.json): its clients would bucket alike.</summary>
public sealed class BucketingTests
{
    [Theory]
    [InlineData("", "a", 1, 0.22)]
    [InlineData("b", "a", 1, 0.946)]
    [InlineData("", "___)((*\":&", 1, 0.563)]
    [InlineData("seed", "b", 2, 0.2696)]
    [InlineData("foo", "def", 2, 0.2019)]
    [InlineData("90850943850283058242805", "123", 2, 0.7516)]
    [InlineData("abc", "def", 99, null)]
    public void Hash_OfAKnownCase_IsAsPublished(string seed, string value, int version, double? expected) => Assert.Equal(expected, Bucketing.Hash(seed, value, version));

    [Fact]
    public void Ranges_OfKnownCases_AreAsPublished()
    {
        Same([new(0, 0.5), new(0.5, 1)], Bucketing.Ranges(2));
        Same([new(0, 0), new(0.5, 0.5)], Bucketing.Ranges(2, 0));
        Same([new(0, 0.04), new(0.2, 0.26), new(0.5, 0.6)], Bucketing.Ranges(3, 0.2, [0.2, 0.3, 0.5]));
        Same([new(0, 0.5), new(0.5, 1)], Bucketing.Ranges(2, 1.5));
        Same([new(0, 0.5), new(0.5, 1)], Bucketing.Ranges(2, 1, [0.7, 0.6])); // no split: equal shares
        Same([new(0, 0.4), new(0.4, 0.9999)], Bucketing.Ranges(2, 1, [0.4, 0.5999]));
    }

    [Theory]
    [InlineData(0.2, 0)]
    [InlineData(0.6, 1)]
    [InlineData(0.25, -1)]
    public void Choose_WithHalfTheTraffic_IsAsPublished(double place, int expected) => Assert.Equal(expected, Bucketing.Choose(place, [new(0, 0.25), new(0.5, 0.75)]));

    [SharedDataFact("bucketing-vectors/vectors.json")]
    public async Task Vectors_All_AreAsPublished()
    {
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Path("bucketing-vectors/vectors.json")));
        var cases = file.RootElement;
        foreach (var one in cases.GetProperty("hash").EnumerateArray())
            Assert.Equal(one[3].ValueKind == JsonValueKind.Null ? null : one[3].GetDouble(), Bucketing.Hash(one[0].GetString()!, one[1].GetString()!, one[2].GetInt32()));
        foreach (var one in cases.GetProperty("getBucketRange").EnumerateArray())
            Same(Ranges(one[2]), Bucketing.Ranges(one[1][0].GetInt32(), one[1][1].GetDouble(), one[1][2].ValueKind == JsonValueKind.Null ? [] : Numbers(one[1][2])));
        foreach (var one in cases.GetProperty("chooseVariation").EnumerateArray())
            Assert.Equal(one[3].GetInt32(), Bucketing.Choose(one[1].GetDouble(), Ranges(one[2])));
        foreach (var one in cases.GetProperty("inNamespace").EnumerateArray())
            Assert.Equal(one[3].GetBoolean(), Bucketing.IsIn(new LayerSlice(one[2][0].GetString()!, one[2][1].GetDouble(), one[2][2].GetDouble()), one[1].GetString()!));
        foreach (var one in cases.GetProperty("getEqualWeights").EnumerateArray())
            Assert.Equal(Numbers(one[1]).Select(weight => Math.Round(weight, 8)), Bucketing.EqualWeights(one[0].GetInt32()).Select(weight => Math.Round(weight, 8)));
    }

    static BucketRange[] Ranges(JsonElement pairs) => [.. pairs.EnumerateArray().Select(pair => new BucketRange(pair[0].GetDouble(), pair[1].GetDouble()))];

    static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(number => number.GetDouble())];

    static void Same(BucketRange[] expected, BucketRange[] got)
    {
        Assert.Equal(expected.Length, got.Length);
        for (var i = 0; i < got.Length; i++)
        {
            Assert.Equal(expected[i].Start, got[i].Start, 1e-12);
            Assert.Equal(expected[i].End, got[i].End, 1e-12);
        }
    }
}
