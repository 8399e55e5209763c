using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Slates;

/// <summary>
/// In: M keys, finite. Out: their numbers one by one, the greatest key first, equal ones by number. Blocks of 16 keys each
/// know their greatest, so that a choice looks at one block and at M / 16 greatest, and not at all keys: the first ten of 200
/// are drawn once for each of the 65 orders behind a slate's propensities. Kept and begun again by its owner.
/// </summary>
sealed class KeyTournament
{
    const int Lanes = 16; // of a Vector512<float>

    float[] keys = []; // whole blocks; -∞ beyond the last key, and where a key was taken
    float[] greatest = []; // by block; whole vectors, -∞ beyond the last block
    int blocks;

    public void Begin(ReadOnlySpan<float> from)
    {
        blocks = (from.Length + Lanes - 1) / Lanes;
        if (keys.Length < blocks * Lanes) (keys, greatest) = (new float[blocks * Lanes], new float[(blocks + Lanes - 1) / Lanes * Lanes]);
        from.CopyTo(keys);
        keys.AsSpan(from.Length, blocks * Lanes - from.Length).Fill(float.NegativeInfinity);
        for (var block = 0; block < blocks; block++) greatest[block] = Greatest(Vector512.Create(keys, block * Lanes));
        greatest.AsSpan(blocks).Fill(float.NegativeInfinity);
    }

    /// <summary>The number of the greatest key that is left; there must be one.</summary>
    public int Take()
    {
        var best = Vector512.Create(greatest);
        for (var block = Lanes; block < blocks; block += Lanes) best = Vector512.Max(best, Vector512.Create(greatest, block));
        var key = Greatest(best);
        var winner = 0;
        while (!TryFind(greatest, winner, key, out winner)) winner += Lanes;
        TryFind(keys, winner * Lanes, key, out var number);
        keys[number] = float.NegativeInfinity;
        greatest[winner] = Greatest(Vector512.Create(keys, winner * Lanes));
        return number;
    }

    /// <summary>The first of 16 values that is the key; where none is, the place where the search began.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool TryFind(float[] values, int from, float key, out int at)
    {
        var equal = Vector512.Equals(Vector512.Create(values, from), Vector512.Create(key)).ExtractMostSignificantBits();
        at = equal == 0 ? from : from + BitOperations.TrailingZeroCount(equal);
        return equal != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static float Greatest(Vector512<float> lanes)
    {
        var eight = Vector256.Max(lanes.GetLower(), lanes.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        var two = Vector128.Max(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(two[0], two[1]);
    }
}
