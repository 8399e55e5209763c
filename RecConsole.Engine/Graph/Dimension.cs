namespace RecConsole.Engine.Graph;

/// <summary>
/// One extent of a tensor: a number; a symbol ("batch") whose number each run brings, the same wherever the symbol stands;
/// a product of them ("8*batch"); or unknown, where only the data decide.
/// </summary>
public readonly record struct Dimension
{
    Dimension(long length, string? symbol) => (Length, Symbol) = (length, symbol);

    /// <summary>An extent that only the run knows. It is taken to fit every other.</summary>
    public static Dimension Unknown { get; } = new(0, "?");

    /// <summary>The number; meaningless where <see cref="Symbol"/> is set.</summary>
    public long Length { get; }

    public string? Symbol { get; }

    public bool IsNumber => Symbol is null;

    public bool IsUnknown => Symbol == "?";

    public static implicit operator Dimension(long length) => length >= 0
        ? new(length, null)
        : throw new ArgumentOutOfRangeException(nameof(length), length, "An extent is zero or more; name a symbol for one that varies.");

    public static implicit operator Dimension(string symbol) => string.IsNullOrWhiteSpace(symbol)
        ? throw new ArgumentException("An extent that varies needs a name.", nameof(symbol))
        : new(0, symbol);

    /// <summary>The product; its symbols stand in order, so that batch x length is length x batch.</summary>
    public static Dimension operator *(Dimension a, Dimension b)
    {
        if (a.IsNumber && b.IsNumber) return checked(a.Length * b.Length);
        if (a.IsUnknown || b.IsUnknown) return Unknown;
        var (factorA, symbolsA) = a.Factors();
        var (factorB, symbolsB) = b.Factors();
        return Of(checked(factorA * factorB), [.. symbolsA, .. symbolsB]);
    }

    /// <summary>The product of extents; 1 of none.</summary>
    public static Dimension Product(IEnumerable<Dimension> extents) => extents.Aggregate((Dimension)1, (product, extent) => product * extent);

    /// <summary>What remains when the extent is divided; unknown where the symbols do not tell, null where the numbers do not divide.</summary>
    public Dimension? DividedBy(Dimension divisor)
    {
        if (IsUnknown || divisor.IsUnknown) return Unknown;
        var (factor, symbols) = Factors();
        var (by, bySymbols) = divisor.Factors();
        foreach (var symbol in bySymbols)
            if (!symbols.Remove(symbol)) return Unknown;
        if (by != 0 && factor % by == 0) return Of(factor / by, symbols);
        return symbols.Count == 0 ? default(Dimension?) : Unknown;
    }

    /// <summary>The number that it is where each symbol has the given one; null where a symbol has none.</summary>
    public long? Evaluate(IReadOnlyDictionary<string, long> symbols)
    {
        if (IsUnknown) return null;
        var (product, names) = Factors();
        foreach (var name in names)
        {
            if (!symbols.TryGetValue(name, out var length)) return null;
            product = checked(product * length);
        }
        return product;
    }

    public override string ToString() => Symbol ?? Length.ToString();

    (long Factor, List<string> Symbols) Factors()
    {
        if (Symbol is null) return (Length, []);
        var parts = Symbol.Split('*').ToList();
        if (!long.TryParse(parts[0], out var factor)) return (1, parts);
        parts.RemoveAt(0);
        return (factor, parts);
    }

    static Dimension Of(long factor, List<string> symbols)
    {
        if (symbols.Count == 0 || factor == 0) return factor;
        symbols.Sort(StringComparer.Ordinal);
        var product = string.Join('*', symbols);
        return factor == 1 ? product : $"{factor}*{product}";
    }
}
