using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>What the address of the studio holds: the tab, for whom and where it previews, and what is opened. The draft itself is the server's.</summary>
public sealed record StudioAddress
{
    public const string DefaultPlacement = "home";
    public const int DefaultCount = 12;
    public const int DefaultRank = 3;

    /// <summary>Null for the first tab.</summary>
    public string? Tab { get; init; }
    public StudioShopper Shopper { get; init; }
    public string Placement { get; init; } = DefaultPlacement;
    public string? Category { get; init; }
    public string? Query { get; init; }
    public string? Device { get; init; }
    public string? Segment { get; init; }
    public int Count { get; init; } = DefaultCount;
    /// <summary>The draw of the exploration; null for the order without chance.</summary>
    public int? Draw { get; init; }
    /// <summary>The item whose score is taken apart.</summary>
    public string? Item { get; init; }
    /// <summary>The item that is asked after.</summary>
    public string? Why { get; init; }
    /// <summary>The rank that it should reach.</summary>
    public int Rank { get; init; } = DefaultRank;
    /// <summary>What is chosen inside the impact tab: exposure by what, and each chart's form.</summary>
    public string? Exposure { get; init; }
    public string? Movement { get; init; }
    public string? Pareto { get; init; }

    /// <summary>Reads query parameters; what is missing or not understood keeps its default.</summary>
    public static StudioAddress Parse(Func<string, string?> parameter) => new()
    {
        Tab = Word(parameter("tab")),
        Shopper = StudioShopper.Parse(Word(parameter("as"))),
        Placement = Word(parameter("placement")) ?? DefaultPlacement,
        Category = Word(parameter("category")),
        Query = Word(parameter("query")),
        Device = Word(parameter("device")),
        Segment = Word(parameter("segment")),
        Count = Number(parameter("count"), 1, SlateRequest.MaxCount) ?? DefaultCount,
        Draw = Number(parameter("draw"), 0, int.MaxValue),
        Item = Word(parameter("item")),
        Why = Word(parameter("why")),
        Rank = Number(parameter("rank"), 1, SlateRequest.MaxCount) ?? DefaultRank,
        Exposure = Word(parameter("exposure")),
        Movement = Word(parameter("movement")),
        Pareto = Word(parameter("pareto")),
    };

    /// <summary>The query string with its question mark, or nothing; defaults are left out.</summary>
    public string Search
    {
        get
        {
            var pairs = new (string Name, string? Value)[]
            {
                ("tab", Tab),
                ("as", Shopper.Text.Length > 0 ? Shopper.Text : null),
                ("placement", Placement == DefaultPlacement ? null : Placement),
                ("category", Category),
                ("query", Query),
                ("device", Device),
                ("segment", Segment),
                ("count", Count == DefaultCount ? null : Text(Count)),
                ("draw", Draw is { } draw ? Text(draw) : null),
                ("item", Item),
                ("why", Why),
                ("rank", Rank == DefaultRank ? null : Text(Rank)),
                ("exposure", Exposure),
                ("movement", Movement),
                ("pareto", Pareto),
            };
            var query = string.Join('&', pairs.Where(pair => pair.Value is not null).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));
            return query.Length > 0 ? "?" + query : "";
        }
    }

    public StudioRequest Request => new(Shopper, Placement, Count)
    {
        Context = new RequestContext { Category = Category, Query = Query, Device = Device, Segment = Segment },
        Draw = Draw,
    };

    public ItemId? ItemId => Item is null ? null : new ItemId(Item);

    public ItemId? WhyId => Why is null ? null : new ItemId(Why);

    static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    static int? Number(string? text, int least, int most) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : null;

    static string? Word(string? value) =>
        string.IsNullOrWhiteSpace(value) || value.Length > EventValidator.MaxIdLength || value.Any(char.IsControl) ? null : value.Trim();
}
