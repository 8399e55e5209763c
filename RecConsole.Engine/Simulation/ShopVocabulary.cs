using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// The words and numbers that the demo shop is made of, read once from <c>demo-shop.json</c>: departments with their
/// brands and product types, colours, sellers, interests and personas. All names are invented. A broken file fails the
/// first use with every fault named at once.
/// </summary>
public sealed partial class ShopVocabulary
{
    static readonly Lazy<ShopVocabulary> Loaded = new(Load);

    readonly FrozenDictionary<string, ShopColour> colourByName;
    readonly FrozenDictionary<string, ProductType> typeByName;
    readonly int[][] typesServing;
    readonly Department[] departmentOf;

    ShopVocabulary(ShopFile file)
    {
        (Styles, Sellers, Colours, Palettes) = (file.Styles, file.Sellers, file.Colours, file.Palettes);
        (Interests, Personas, Departments) = (file.Interests, file.Personas, file.Departments);
        Types = [.. Departments.SelectMany(department => department.Types)];
        Families = [.. Colours.Select(colour => colour.Family).Distinct()];
        Brands = [.. Departments.SelectMany(department => department.Brands).Select(brand => brand.Name)];
        ThrowIfBroken();
        departmentOf = [.. Departments.SelectMany(department => department.Types.Select(_ => department))];
        typesServing = [.. Interests.Select(interest => Enumerable.Range(0, Types.Count).Where(type => Types[type].Interests.Contains(interest.Name)).ToArray())];
        colourByName = Colours.ToFrozenDictionary(colour => colour.Name);
        typeByName = Types.ToFrozenDictionary(type => type.Name);
    }

    /// <summary>The vocabulary of the build.</summary>
    public static ShopVocabulary Default => Loaded.Value;

    public IReadOnlyList<string> Styles { get; }
    public IReadOnlyList<ShopSeller> Sellers { get; }
    public IReadOnlyList<ShopColour> Colours { get; }
    /// <summary>Groups in which shoppers see colours ("dark", "earth", "blue").</summary>
    public IReadOnlyList<string> Families { get; }
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Palettes { get; }
    public IReadOnlyList<ShopInterest> Interests { get; }
    public IReadOnlyList<PersonaSketch> Personas { get; }
    public IReadOnlyList<Department> Departments { get; }
    /// <summary>All product types, in the order of the departments.</summary>
    public IReadOnlyList<ProductType> Types { get; }
    /// <summary>All brand names, in the order of the departments.</summary>
    public IReadOnlyList<string> Brands { get; }

    /// <summary>The department that an index into <see cref="Types"/> belongs to.</summary>
    public Department DepartmentOf(int type) => departmentOf[type];

    public ShopColour? FindColour(string? name) => name is null ? null : colourByName.GetValueOrDefault(name);

    public ProductType? FindType(string? name) => name is null ? null : typeByName.GetValueOrDefault(name);

    /// <summary>Indices of the product types that serve an interest.</summary>
    public IReadOnlyList<int> TypesServing(int interest) => typesServing[interest];

    static ShopVocabulary Load()
    {
        const string resource = "RecConsole.Engine.Simulation.demo-shop.json";
        using var stream = typeof(ShopVocabulary).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no resource {resource}; RecConsole.Engine.csproj embeds it.");
        return Read(stream);
    }

    /// <exception cref="InvalidDataException">The file is not well-formed or contradicts itself; the message names every fault.</exception>
    internal static ShopVocabulary Read(Stream json)
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web) { RespectRequiredConstructorParameters = true };
        try
        {
            return new ShopVocabulary(JsonSerializer.Deserialize<ShopFile>(json, options) ?? throw new InvalidDataException("The demo shop's vocabulary is empty."));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"The demo shop's vocabulary does not parse: {e.Message}", e);
        }
    }

    void ThrowIfBroken()
    {
        var faults = new List<string>();
        var colours = Unique("colour", Colours.Select(colour => colour.Name), faults);
        var interests = Unique("interest", Interests.Select(interest => interest.Name), faults);
        var styles = Unique("style", Styles, faults);
        Unique("brand", Brands, faults);
        Unique("product type", Types.Select(type => type.Name), faults);
        Unique("department code", Departments.Select(department => department.Code), faults);
        foreach (var colour in Colours)
            if (!Hex().IsMatch(colour.Hex)) faults.Add($"colour {colour.Name}: '{colour.Hex}' is not #rrggbb");
        foreach (var (name, palette) in Palettes)
            faults.AddRange(palette.Where(colour => !colours.Contains(colour)).Select(colour => $"palette {name}: colour '{colour}' is not known"));
        foreach (var type in Types)
        {
            faults.AddRange(type.Interests.Where(interest => !interests.Contains(interest)).Select(interest => $"{type.Name}: interest '{interest}' is not known"));
            faults.AddRange(type.Styles.Where(style => !styles.Contains(style)).Select(style => $"{type.Name}: style '{style}' is not known"));
            if ((type.Palette ?? type.Paint) is not { } palette || !Palettes.ContainsKey(palette)) faults.Add($"{type.Name}: it needs a known palette or paint");
            if (type.Price <= 0 || type.Spread <= 0) faults.Add($"{type.Name}: price and spread must be positive");
            if (type.Interests.Count == 0 || type.Styles.Count == 0 || type.Text.Count == 0) faults.Add($"{type.Name}: interests, styles and text must not be empty");
            foreach (var template in type.Text.Append(type.Title))
                foreach (Match hole in Hole().Matches(template))
                    if (hole.Groups[1].Value is var name && !type.Parts.ContainsKey(name) && !(name == "colour" && type.Palette is not null))
                        faults.Add($"{type.Name}: nothing fills {{{name}}}");
            foreach (var (name, range) in type.Numbers ?? FrozenDictionary<string, double[]>.Empty)
                if (range is not [var low, var high, > 0] || low > high) faults.Add($"{type.Name}: {name} must be [low, high, step]");
        }
        foreach (var persona in Personas)
            faults.AddRange(persona.Interests.Where(interest => !interests.Contains(interest)).Select(interest => $"persona {persona.Name}: interest '{interest}' is not known"));
        if (faults.Count > 0) throw new InvalidDataException($"The demo shop's vocabulary is broken:{Environment.NewLine}{string.Join(Environment.NewLine, faults)}");
    }

    static HashSet<string> Unique(string what, IEnumerable<string> names, List<string> faults)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in names)
            if (!seen.Add(name)) faults.Add(string.Create(CultureInfo.InvariantCulture, $"{what} '{name}' stands twice"));
        return seen;
    }

    /// <summary>A hole of a template: <c>{material}</c>.</summary>
    [GeneratedRegex(@"\{(\w+)\}")]
    internal static partial Regex Hole();

    [GeneratedRegex("^#[0-9a-f]{6}$")]
    private static partial Regex Hex();

    sealed record ShopFile(
        IReadOnlyList<string> Styles, IReadOnlyList<ShopSeller> Sellers, IReadOnlyList<ShopColour> Colours,
        IReadOnlyDictionary<string, IReadOnlyList<string>> Palettes, IReadOnlyList<ShopInterest> Interests,
        IReadOnlyList<PersonaSketch> Personas, IReadOnlyList<Department> Departments);
}
