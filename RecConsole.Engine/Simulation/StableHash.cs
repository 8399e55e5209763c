namespace RecConsole.Engine.Simulation;

internal static class StableHash
{
    /// <summary>FNV-1a over UTF-16 units, 64 bits: the same in every process, unlike <see cref="string.GetHashCode()"/>.</summary>
    public static ulong Of(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }
}
