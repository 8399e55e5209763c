using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// A part of a layer: of all units those whose hash by the layer's name lies in [<paramref name="Start"/>, <paramref name="End"/>).
/// GrowthBook calls it a namespace.
/// </summary>
public readonly record struct LayerSlice(string Layer, double Start, double End)
{
    public const string Main = "main";

    /// <summary>All units of the layer in which experiments lie that name none.</summary>
    public static LayerSlice All { get; } = new(Main, 0, 1);

    public bool Overlaps(LayerSlice other) => Layer == other.Layer && Start < other.End && other.Start < End;

    /// <summary>What is wrong with it and what would be right, or null.</summary>
    public string? Problem() => string.IsNullOrWhiteSpace(Layer) || Layer.Length > Names.MaxKeyLength
        ? $"A layer has a name of 1 to {Names.MaxKeyLength} characters; '{Main}' will do."
        : Start >= 0 && Start < End && End <= 1 ? null
        : string.Create(CultureInfo.InvariantCulture, $"The part of the layer '{Layer}' runs from {Start} to {End}; it lies between 0 and 1, and its end after its start, such as 0 to 0.5.");
}
