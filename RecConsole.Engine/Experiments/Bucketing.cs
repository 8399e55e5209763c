using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// From a unit to its place and its variant, by the published rules of GrowthBook's clients, which would bucket alike: 32-bit
/// FNV-1a over UTF-16 units, version 1 or 2. Source: docs.growthbook.io/lib/build-your-own. Nothing here allocates.
/// </summary>
public static class Bucketing
{
    const uint OffsetBasis = 2166136261;
    const uint Prime = 16777619;

    /// <summary>Version 2: the hash of the decimal text of the hash of seed and value. Resolves 10,000 places.</summary>
    public static double Place(string seed, string value)
    {
        Span<char> digits = stackalloc char[10];
        Add(Add(OffsetBasis, seed), value).TryFormat(digits, out var length, provider: CultureInfo.InvariantCulture);
        return Add(OffsetBasis, digits[..length]) % 10_000 / 10_000d;
    }

    /// <summary>Version 1, which namespaces are told by: the hash of value and seed. Resolves 1,000 places; places of related seeds are not independent, so variants are never told by it.</summary>
    public static double PlaceOfVersion1(string seed, string value) => Add(Add(OffsetBasis, value), seed) % 1000 / 1000d;

    /// <summary>Either version; null for one that is not known.</summary>
    public static double? Hash(string seed, string value, int version) => version switch
    {
        1 => PlaceOfVersion1(seed, value),
        2 => Place(seed, value),
        _ => null,
    };

    /// <summary>The name's place among the units of a layer, in [0, 1).</summary>
    public static double PlaceInLayer(string layer, string unit) => Add(Add(Add(OffsetBasis, unit), "__"), layer) % 1000 / 1000d;

    /// <summary>Whether a unit lies in a part of a layer.</summary>
    public static bool IsIn(in LayerSlice slice, string unit) => PlaceInLayer(slice.Layer, unit) is var place && place >= slice.Start && place < slice.End;

    public static double[] EqualWeights(int count)
    {
        var weights = new double[Math.Max(count, 0)];
        Array.Fill(weights, 1d / weights.Length);
        return weights;
    }

    /// <summary>
    /// The places of each variant. Each starts where it would with all traffic and takes the share <paramref name="coverage"/> of
    /// its room: more traffic adds units and moves none.
    /// </summary>
    /// <param name="coverage">Share of the units that enter; what lies outside 0 to 1 counts as the nearer end.</param>
    /// <param name="weights">Null, another number of them than variants, or a sum not within 0.01 of 1: equal ones.</param>
    public static BucketRange[] Ranges(int variants, double coverage = 1, ReadOnlySpan<double> weights = default)
    {
        var sum = 0d;
        foreach (var weight in weights) sum += weight;
        if (weights.Length != variants || sum is < 0.99 or > 1.01) weights = EqualWeights(variants);
        var ranges = new BucketRange[weights.Length];
        var start = 0d;
        for (var i = 0; i < ranges.Length; i++)
        {
            ranges[i] = new BucketRange(start, start + Math.Clamp(coverage, 0, 1) * weights[i]);
            start += weights[i];
        }
        return ranges;
    }

    /// <summary>The variant in whose range a place lies; -1 for none.</summary>
    public static int Choose(double place, ReadOnlySpan<BucketRange> ranges)
    {
        for (var i = 0; i < ranges.Length; i++)
            if (ranges[i].Holds(place)) return i;
        return -1;
    }

    static uint Add(uint hash, ReadOnlySpan<char> text)
    {
        foreach (var c in text) hash = (hash ^ c) * Prime;
        return hash;
    }
}
