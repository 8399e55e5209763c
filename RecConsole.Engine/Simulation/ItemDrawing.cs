using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// In: an item. Out: a drawn picture of it, 100 x 100, as SVG: the silhouette of its product type in its own colour, or
/// for an item that the vocabulary does not know a calm tile with its initials. Drawings, not photographs. Each item has
/// its own ground, tilt and cloth, derived from its id; the same item always gives the same text. About 20 microseconds.
/// </summary>
public static class ItemDrawing
{
    const string Dark = "#3a3f4a";
    const string Light = "#fbfaf6";
    const string Metal = "#aeb7c2";

    static readonly Lazy<FrozenDictionary<string, string>> Silhouettes = new(LoadSilhouettes);

    /// <summary>Names of the silhouettes that the vocabulary may use.</summary>
    internal static IReadOnlyCollection<string> SilhouetteNames => Silhouettes.Value.Keys;

    public static string Draw(Item item)
    {
        var vocabulary = ShopVocabulary.Default;
        var rng = new Rng(StableHash.Of(item.Id.Value));
        return vocabulary.FindType(item.Attributes.GetValueOrDefault(ItemAttributes.Type)) is { } type
            ? Product(item, type, vocabulary, rng)
            : Tile(item, rng);
    }

    static string Product(Item item, ProductType type, ShopVocabulary vocabulary, Rng rng)
    {
        var palette = vocabulary.Palettes[(type.Palette ?? type.Paint)!];
        var painted = vocabulary.FindColour(palette[rng.NextInt(palette.Count)])!;
        var main = Paint.Parse((vocabulary.FindColour(item.Attributes.GetValueOrDefault(ItemAttributes.Colour)) ?? painted).Hex);
        var ground = Ground(main, rng);
        var svg = new StringBuilder(2048);
        Open(svg, item.Title, ground.Hex);
        Backdrop(svg, ground, rng);
        svg.Append("<ellipse cx=\"50\" cy=\"86\" rx=\"32\" ry=\"4\" fill=\"#000\" opacity=\".12\"/>");
        var mirror = rng.NextBool(0.3);
        svg.Append(CultureInfo.InvariantCulture, $"<g transform=\"rotate({3.5 * (2 * rng.NextDouble() - 1):0.00} 50 84) {(mirror ? "matrix(-1 0 0 1 100 0)" : "")}\">");
        svg.Append(Painted(Silhouettes.Value[type.Picture], main)).Append("</g></svg>");
        return svg.ToString();
    }

    static string Tile(Item item, Rng rng)
    {
        var hue = (int)(StableHash.Of(item.Category ?? item.Title) % 360);
        var ground = Paint.FromHsl(hue + 8 * rng.NextDouble() - 4, 0.26, 0.84);
        var ink = Paint.FromHsl(hue, 0.32, 0.34);
        var svg = new StringBuilder(640);
        Open(svg, item.Title, ground.Hex);
        Backdrop(svg, ground, rng);
        svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"50\" y=\"62\" text-anchor=\"middle\" font-family=\"system-ui,sans-serif\" font-size=\"34\" font-weight=\"600\" fill=\"{ink.Hex}\">{Escaped(Initials(item.Title))}</text></svg>");
        return svg.ToString();
    }

    // The ground takes the hue opposite to a warm or cold colour's neighbourhood, pale enough for any colour to stand on
    // and not so pale that it glares on a dark page.
    static Paint Ground(Paint main, Rng rng)
    {
        var (hue, saturation, lightness) = main.Hsl;
        var shift = saturation < 0.12 ? 360 * rng.NextDouble() : hue + 150 + 60 * rng.NextDouble();
        return Paint.FromHsl(shift, 0.30 + 0.12 * rng.NextDouble(), lightness > 0.8 ? 0.74 : 0.86 - 0.03 * rng.NextDouble());
    }

    static void Open(StringBuilder svg, string title, string ground) => svg
        .Append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 100 100\" role=\"img\"><title>").Append(Escaped(title))
        .Append("</title><rect width=\"100\" height=\"100\" fill=\"").Append(ground).Append("\"/>");

    static void Backdrop(StringBuilder svg, Paint ground, Rng rng)
    {
        var shade = ground.Shaded(0.07).Hex;
        var (x, y, r) = (30 + 40 * rng.NextDouble(), 30 + 30 * rng.NextDouble(), 30 + 14 * rng.NextDouble());
        svg.Append(rng.NextInt(4) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"{r:0.0}\" fill=\"{shade}\"/>"),
            1 => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{50 - r:0.0} 100V{y:0.0}a{r:0.0} {r:0.0} 0 0 1 {2 * r:0.0} 0V100Z\" fill=\"{shade}\"/>"),
            2 => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M0 {y + 34:0.0}Q{x:0.0} {y:0.0} 100 {y + 22:0.0}V100H0Z\" fill=\"{shade}\"/>"),
            _ => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M0 {76 + 6 * rng.NextDouble():0.0}H100V100H0Z\" fill=\"{shade}\"/><circle cx=\"{x:0.0}\" cy=\"{y - 6:0.0}\" r=\"{0.55 * r:0.0}\" fill=\"{shade}\"/>"),
        });
    }

    // Colours are put in as attributes: a style sheet would leak into the page where the picture is inlined.
    static string Painted(string silhouette, Paint main)
    {
        var lightness = main.Hsl.Lightness;
        var shade = main.Shaded(lightness < 0.25 ? -0.10 : 0.10).Hex;
        var tint = main.Shaded(lightness > 0.85 ? 0.07 : -0.14).Hex;
        string Line(string colour, double width) => string.Create(CultureInfo.InvariantCulture,
            $"fill=\"none\" stroke=\"{colour}\" stroke-width=\"{width:0.0}\" stroke-linecap=\"round\" stroke-linejoin=\"round\"");
        var paints = new Dictionary<char, string>
        {
            ['a'] = $"fill=\"{main.Hex}\"",
            ['b'] = $"fill=\"{shade}\"",
            ['c'] = $"fill=\"{tint}\"",
            ['d'] = $"fill=\"{Dark}\"",
            ['w'] = $"fill=\"{Light}\"",
            ['m'] = $"fill=\"{Metal}\"",
            ['k'] = "fill=\"#b98d5c\"",
            ['g'] = "fill=\"#5f9b63\"",
            ['y'] = "fill=\"#f0b64a\"",
            ['f'] = "fill=\"#ffffff\" opacity=\".55\"",
            ['i'] = "fill=\"#6fb1d6\" opacity=\".6\"",
            ['l'] = Line(Dark, 2),
            ['s'] = Line(shade, 2),
            ['t'] = Line(shade, 2.4),
            ['v'] = Line("#3f7547", 1.6),
            ['x'] = Line("#00000055", 1.6),
            ['z'] = Line(Light, 2.4),
            ['h'] = Line("#ffffff66", 3),
            ['r'] = Line(tint, 3),
            ['n'] = Line(main.Hex, 6),
            ['o'] = Line("#9aa2ad", 2.6),
            ['p'] = Line("#f0b64a", 2.4),
            ['q'] = Line(main.Hex, 5),
            ['e'] = Line(main.Hex, 8),
            ['j'] = Line(Dark, 4),
            ['u'] = Line(main.Hex, 11),
        };
        var text = new StringBuilder(silhouette.Length * 2);
        var at = 0;
        while (silhouette.IndexOf("class=\"", at, StringComparison.Ordinal) is >= 0 and var found)
        {
            text.Append(silhouette, at, found - at).Append(paints[silhouette[found + 7]]);
            at = found + 9;
        }
        return text.Append(silhouette, at, silhouette.Length - at).ToString();
    }

    static string Initials(string title) =>
        string.Concat(title.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => char.IsLetterOrDigit(word[0])).Take(2).Select(word => char.ToUpperInvariant(word[0]))) is { Length: > 0 } letters ? letters : "?";

    static string Escaped(string text) => new XText(string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar))).ToString(SaveOptions.DisableFormatting);

    static FrozenDictionary<string, string> LoadSilhouettes()
    {
        const string resource = "RecConsole.Engine.Simulation.silhouettes.svg";
        using var stream = typeof(ItemDrawing).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no resource {resource}; RecConsole.Engine.csproj embeds it.");
        XNamespace svg = "http://www.w3.org/2000/svg";
        return XDocument.Load(stream).Root!.Elements(svg + "g").ToFrozenDictionary(
            group => group.Attribute("id")!.Value,
            group => string.Concat(group.Elements().Select(element => element.ToString(SaveOptions.DisableFormatting))).Replace(" xmlns=\"http://www.w3.org/2000/svg\"", "", StringComparison.Ordinal));
    }
}
