namespace RecConsole.Engine.Graph;

/// <summary>One extent of a tensor: a number, or a symbol ("batch") whose number each run brings.</summary>
public readonly record struct Dimension
{
    Dimension(long length, string? symbol) => (Length, Symbol) = (length, symbol);

    /// <summary>The number; meaningless where <see cref="Symbol"/> is set.</summary>
    public long Length { get; }

    public string? Symbol { get; }

    public static implicit operator Dimension(long length) => length >= 0
        ? new(length, null)
        : throw new ArgumentOutOfRangeException(nameof(length), length, "An extent is zero or more; name a symbol for one that varies.");

    public static implicit operator Dimension(string symbol) => new(0, symbol);

    public override string ToString() => Symbol ?? Length.ToString();
}
