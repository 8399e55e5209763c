namespace RecConsole.Engine.Simulation;

/// <summary>A kind of product, with what varies from item to item.</summary>
/// <param name="Picture">Silhouette in <c>silhouettes.svg</c>.</param>
/// <param name="Price">Median price at a brand of factor 1, in the shop's currency.</param>
/// <param name="Spread">Standard deviation of the log price within one brand.</param>
/// <param name="Parts">What fills the holes of title and text, by name: each drawn value becomes an attribute (names of one letter excepted).</param>
/// <param name="Title">Template of the title; <c>{colour}</c> is drawn from the palette.</param>
/// <param name="Text">Templates of the description's first sentence.</param>
/// <param name="Palette">Colours it is sold in; they become an attribute.</param>
/// <param name="Paint">Colours of its packaging, for the picture only.</param>
/// <param name="Numbers">Numeric attributes: [low, high, step].</param>
/// <param name="Notes">Sentences that fit it, beside those of its department.</param>
/// <param name="Weight">Share of the department's assortment, relative to its other types.</param>
public sealed record ProductType(
    string Name, string Picture, double Price, double Spread, IReadOnlyList<string> Interests, IReadOnlyList<string> Styles,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Parts, string Title, IReadOnlyList<string> Text,
    string? Palette = null, string? Paint = null, IReadOnlyDictionary<string, double[]>? Numbers = null,
    IReadOnlyList<string>? Notes = null, double Weight = 1);
