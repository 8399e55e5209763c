using System.Text;

namespace RecConsole.Engine.Storage;

/// <summary>
/// Turns UTF-8 into strings and gives the same string again for the same bytes where it still knows it: the log repeats few
/// items and shoppers millions of times. Direct-mapped: a collision replaces, nothing grows.
/// </summary>
sealed class Utf8Strings(int slots = 1 << 16)
{
    readonly string?[] known = new string?[slots]; // slots is a power of two

    public string Get(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        ref var slot = ref known[hash.ToHashCode() & (known.Length - 1)];
        if (slot is { } candidate && Matches(candidate, utf8)) return candidate;
        return slot = Encoding.UTF8.GetString(utf8);
    }

    static bool Matches(string text, ReadOnlySpan<byte> utf8)
    {
        if (Ascii.Equals(utf8, text)) return true;
        return !Ascii.IsValid(utf8) && Encoding.UTF8.GetString(utf8) == text;
    }
}
