namespace RecConsole.Engine.Graph;

/// <summary>What is known of each <see cref="ElementType"/>: its C# type, its size, the sets that operators ask for.</summary>
public static class ElementTypes
{
    public static IReadOnlyList<ElementType> Floating { get; } = [ElementType.Float32, ElementType.Float64, ElementType.Float16];

    public static IReadOnlyList<ElementType> Numeric { get; } = [.. Floating, ElementType.Int64, ElementType.Int32, ElementType.Int8, ElementType.UInt8];

    public static IReadOnlyList<ElementType> Index { get; } = [ElementType.Int64, ElementType.Int32];

    /// <summary>The element type that holds a <typeparamref name="T"/>.</summary>
    /// <exception cref="ArgumentException">Tensors of this C# type are not used here.</exception>
    public static ElementType Of<T>() where T : unmanaged
    {
        if (typeof(T) == typeof(float)) return ElementType.Float32;
        if (typeof(T) == typeof(long)) return ElementType.Int64;
        if (typeof(T) == typeof(int)) return ElementType.Int32;
        if (typeof(T) == typeof(bool)) return ElementType.Bool;
        if (typeof(T) == typeof(double)) return ElementType.Float64;
        if (typeof(T) == typeof(sbyte)) return ElementType.Int8;
        if (typeof(T) == typeof(byte)) return ElementType.UInt8;
        if (typeof(T) == typeof(Half)) return ElementType.Float16;
        throw new ArgumentException($"Tensors of {typeof(T).Name} are not supported: use one of float, double, Half, long, int, sbyte, byte, bool.");
    }

    public static int SizeInBytes(this ElementType type) => type switch
    {
        ElementType.Int64 or ElementType.Float64 => 8,
        ElementType.Float32 or ElementType.Int32 => 4,
        ElementType.Float16 => 2,
        _ => 1,
    };

    /// <summary>The name that messages use: float32, int64 and so on.</summary>
    public static string Name(this ElementType type) => type.ToString().ToLowerInvariant();
}
