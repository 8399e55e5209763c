using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Primitives;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Lab;

/// <summary>
/// What the address of the lab holds, which is all that a play is made of: who is played and since when, where in the shop,
/// which sides answer, what was done by hand, and the step in sight.
/// </summary>
public sealed record LabAddress
{
    public const string Page = "lab";
    public const string DefaultPlacement = "home";
    public const int DefaultCount = 12;

    public StudioShopper Who { get; init; }

    /// <summary>When the play began, in milliseconds since 1970; null for one that begins now.</summary>
    public long? Began { get; init; }

    public string Placement { get; init; } = DefaultPlacement;

    /// <summary>Items of a slate.</summary>
    public int Count { get; init; } = DefaultCount;

    public LabArm Side { get; init; } = LabArm.Live;

    /// <summary>The side that stands beside it; null where nothing is compared.</summary>
    public LabArm? Other { get; init; }

    /// <summary>Steps of a logged visit that are kept before what was done by hand; null for all.</summary>
    public int? UpTo { get; init; }

    /// <summary>What was done by hand.</summary>
    public ImmutableArray<LabAct> Acts { get; init; } = [];

    /// <summary>Number of the step in sight; null for the last.</summary>
    public int? At { get; init; }

    /// <summary>Reads query parameters; what is missing or not understood keeps its default.</summary>
    public static LabAddress Parse(Func<string, StringValues> parameter) => new()
    {
        Who = StudioShopper.Parse(Id(parameter("as"), StudioShopperTextLength)),
        Began = Whole(parameter("t"), 0, LatestMoment),
        Placement = Id(parameter("placement")) ?? DefaultPlacement,
        Count = (int?)Whole(parameter("count"), 1, SlateRequest.MaxCount) ?? DefaultCount,
        Side = LabArm.Parse(Id(parameter("a"), 2 * EventValidator.MaxIdLength)) ?? LabArm.Live,
        Other = LabArm.Parse(Id(parameter("b"), 2 * EventValidator.MaxIdLength)),
        UpTo = (int?)Whole(parameter("upto"), 0, LabScript.MaxSteps),
        Acts = [.. parameter("do").Select(LabAct.Parse).OfType<LabAct>().Take(LabScript.MaxSteps)],
        At = (int?)Whole(parameter("at"), 1, LabScript.MaxSteps),
    };

    /// <summary>The query string with its question mark, or nothing; defaults are left out.</summary>
    public string Search
    {
        get
        {
            var pairs = new (string Name, string? Value)[]
            {
                ("as", Who.Text.Length > 0 ? Who.Text : null),
                ("t", Text(Began)),
                ("placement", Placement == DefaultPlacement ? null : Placement),
                ("count", Count == DefaultCount ? null : Text(Count)),
                ("a", Side == LabArm.Live ? null : Side.Text),
                ("b", Other?.Text),
                ("upto", Text(UpTo)),
                ("at", Text(At)),
            }.Where(pair => pair.Value is not null).Concat(Acts.Select(act => ("do", (string?)act.Text)));
            var query = string.Join('&', pairs.Select(pair => $"{pair.Item1}={Uri.EscapeDataString(pair.Item2!)}"));
            return query.Length > 0 ? "?" + query : "";
        }
    }

    /// <summary>The page with all that is said here.</summary>
    public string Path => Page + Search;

    /// <summary>Somebody else, from the start; where and which sides stay.</summary>
    public LabAddress For(StudioShopper who) => this with { Who = who, Began = null, UpTo = null, Acts = [], At = null };

    /// <summary>Whether both have the same script.</summary>
    public bool IsSamePlay(LabAddress other) => (Who, Began, UpTo) == (other.Who, other.Began, other.UpTo) && Acts.SequenceEqual(other.Acts);

    public bool Equals(LabAddress? other) => other is not null && Search == other.Search;

    public override int GetHashCode() => Search.GetHashCode(StringComparison.Ordinal);

    /// <summary>The first parameter that cannot be what it should, in words; it is read as absent.</summary>
    public static string? Problem(Func<string, StringValues> parameter)
    {
        if (parameter("as").ToString() is { Length: > 0 } who && StudioShopper.Parse(Id(who, StudioShopperTextLength)).Text.Length == 0)
            return $"'{Clipped(who)}' is nobody to play: it is persona:NAME, user:ID or session:ID, with an id of at most {EventValidator.MaxIdLength} characters.";
        if (parameter("placement").ToString() is { Length: > 0 } placement && !string.IsNullOrWhiteSpace(placement) && Id(placement) is null) return IdProblem("A placement", placement);
        if (parameter("do").FirstOrDefault(text => LabAct.Parse(text) is null) is { } act)
            return $"'{Clipped(act)}' is nothing that a shopper does: it is v:ITEM (view), k: (click), c: (cart), r: (out of the cart), b: (buy) or s:WORDS (search).";
        return null;
    }

    public static string IdProblem(string words, string value) => value.Length > EventValidator.MaxIdLength
        ? $"{words} has at most {EventValidator.MaxIdLength} characters; this one has {value.Length}."
        : $"{words} is printable text; this one holds a control character.";

    public static string? Id(string? value, int longest = EventValidator.MaxIdLength) =>
        string.IsNullOrWhiteSpace(value) || value.Length > longest || value.Any(char.IsControl) ? null : value.Trim();

    const int StudioShopperTextLength = EventValidator.MaxIdLength + 8; // "session:"

    static readonly long LatestMoment = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - TimeSpan.MillisecondsPerDay;

    static string Clipped(string text) => text.Length <= 40 ? text : text[..40] + "…";

    static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    static long? Whole(string? text, long least, long most) =>
        long.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, least, most) : null;
}
