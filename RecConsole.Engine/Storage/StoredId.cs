using System.Text;

namespace RecConsole.Engine.Storage;

/// <summary>
/// How an id lies in the store: a UUID in either of its two usual spellings takes 16 or 17 bytes and keeps its order in
/// time, anything else is its text. Lossless, and two different strings never meet.
/// </summary>
static class StoredId
{
    const int HyphenatedLength = 16; // 0192f0c1-...: the 16 bytes of the UUID, big-endian
    const int PlainLength = 17; // the same, and a zero byte, for 32 digits without hyphens

    /// <summary>Writes a lower-case UUID as bytes; returns their number, or 0 when the id is not one and is stored as text.</summary>
    public static int TryWriteUuid(string id, Span<byte> destination)
    {
        var hyphenated = id.Length == 36;
        if (!hyphenated && id.Length != 32) return 0;
        foreach (var c in id)
            if (!char.IsAsciiHexDigitLower(c) && c != '-') return 0; // upper case is another string
        if (!Guid.TryParseExact(id, hyphenated ? "D" : "N", out var uuid)) return 0;
        uuid.TryWriteBytes(destination, bigEndian: true, out _);
        if (hyphenated) return HyphenatedLength;
        destination[HyphenatedLength] = 0;
        return PlainLength;
    }

    public static string Read(ReadOnlySpan<byte> stored, bool isText) => isText
        ? Encoding.UTF8.GetString(stored)
        : new Guid(stored[..16], bigEndian: true).ToString(stored.Length == PlainLength ? "N" : "D");

    /// <summary>The id as a parameter of a statement: bytes or text.</summary>
    public static object ToParameter(string id)
    {
        Span<byte> bytes = stackalloc byte[PlainLength];
        return TryWriteUuid(id, bytes) is > 0 and var length ? bytes[..length].ToArray() : id;
    }

    /// <summary>The id from what a column of a query gives.</summary>
    public static string FromColumn(object stored) => stored is byte[] bytes ? Read(bytes, isText: false) : (string)stored;
}
