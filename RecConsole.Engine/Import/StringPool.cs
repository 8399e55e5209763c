namespace RecConsole.Engine.Import;

/// <summary>One string for each distinct value of a column: a column repeats its values far more often than it invents them.</summary>
public sealed class StringPool
{
    readonly HashSet<string> values = new(StringComparer.Ordinal);

    public int Count => values.Count;

    public string Get(string value)
    {
        if (values.TryGetValue(value, out var known)) return known;
        values.Add(value);
        return value;
    }
}
