using System.Numerics;
using System.Numerics.Tensors;

namespace RecConsole.Engine.Numerics;

/// <summary>A fixed-length set of dense indices, one bit each: N/8 bytes.</summary>
public sealed class Bitset
{
    readonly ulong[] words;

    public Bitset(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        words = new ulong[(length + 63) >> 6];
    }

    public int Length { get; }

    /// <summary>The bits, 64 an element, lowest index in the lowest bit; bits beyond <see cref="Length"/> are zero.</summary>
    public ReadOnlySpan<ulong> Words => words;

    public bool this[int index]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            return (words[index >> 6] & (1UL << index)) != 0;
        }
        set
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)index, (uint)Length, nameof(index));
            if (value) words[index >> 6] |= 1UL << index;
            else words[index >> 6] &= ~(1UL << index);
        }
    }

    public int Count()
    {
        var count = 0;
        foreach (var word in words) count += BitOperations.PopCount(word);
        return count;
    }

    public void UnionWith(Bitset other) => TensorPrimitives.BitwiseOr(words, SameLength(other).words, words);

    public void IntersectWith(Bitset other) => TensorPrimitives.BitwiseAnd(words, SameLength(other).words, words);

    /// <summary>Turns every bit.</summary>
    public void Complement()
    {
        TensorPrimitives.OnesComplement<ulong>(words, words);
        if ((Length & 63) != 0) words[^1] &= (1UL << Length) - 1;
    }

    /// <summary>Whether any index is in both.</summary>
    public bool Overlaps(Bitset other)
    {
        var others = SameLength(other).words;
        for (var w = 0; w < words.Length; w++)
            if ((words[w] & others[w]) != 0) return true;
        return false;
    }

    public Bitset Clone() => Clone(Length);

    /// <summary>A copy of another length: what lies beyond it is cut off, what is new is zero.</summary>
    public Bitset Clone(int length)
    {
        var clone = new Bitset(length);
        words.AsSpan(0, Math.Min(words.Length, clone.words.Length)).CopyTo(clone.words);
        if (length < Length && (length & 63) != 0) clone.words[^1] &= (1UL << length) - 1;
        return clone;
    }

    Bitset SameLength(Bitset other) => other.Length == Length
        ? other
        : throw new ArgumentException($"Bitsets of {Length} and {other.Length} bits do not combine: both must cover the same items.", nameof(other));
}
