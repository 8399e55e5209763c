using System.Runtime.InteropServices;
using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Impact;

/// <summary>Adds up how live and draft slates differ.</summary>
sealed class MovementCount(CatalogMatrix matrix)
{
    const double Persistence = 0.9;
    const int MostChanged = 20;

    readonly ExposureCount exposure = new(matrix.Catalog, matrix.AsOf);
    readonly Dictionary<int, long> moves = [];
    readonly Dictionary<string, ChangedVisit> visits = new(StringComparer.Ordinal);
    long top1, top10, entered;
    int logged;
    double overlap;

    public void Add(TrafficRequest request, ReadOnlySpan<int> live, ReadOnlySpan<int> draft)
    {
        if (request.IsLogged) logged++;
        if (Movement.Differs(live, draft, 1)) top1++;
        if (Movement.Differs(live, draft, 10)) top10++;
        var alike = Movement.RankBiasedOverlap(live, draft, Persistence);
        overlap += alike;
        for (var s = 0; s < live.Length; s++)
        {
            exposure.Add(live[s], isDraft: false);
            if (draft.IndexOf(live[s]) is >= 0 and var now) CollectionsMarshal.GetValueRefOrAddDefault(moves, s - now, out _)++;
        }
        var news = 0;
        foreach (var item in draft)
        {
            exposure.Add(item, isDraft: true);
            if (!live.Contains(item)) news++;
        }
        entered += news;
        if (alike < 1 && (!visits.TryGetValue(request.Visit, out var known) || alike < known.RankBiasedOverlap))
            visits[request.Visit] = new ChangedVisit(request.Visit, request.Query.Placement, alike, request.IsShopper)
            {
                Shopper = request.Shopper,
                Page = Page(request.Query.Context),
                FirstLive = Title(live),
                FirstDraft = Title(draft),
                Entered = news,
            };
    }

    public ImpactReport Report(int requests, int total) => new()
    {
        Requests = requests,
        Total = total,
        Logged = logged,
        ChangedTop1 = top1 / (double)Math.Max(1, requests),
        ChangedTop10 = top10 / (double)Math.Max(1, requests),
        RankBiasedOverlap = requests == 0 ? 1 : Math.Min(1, overlap / requests),
        Moves = new SortedDictionary<int, long>(moves),
        Entered = entered,
        Exposure = Enum.GetValues<ExposureField>().ToDictionary(field => field, exposure.Of),
        MostChanged = Foremost(visits.Values),
    };

    /// <summary>
    /// The least alike first. Visits that are written alike take turns by what tells them apart: first one of each page and
    /// pair of first items, then the second of each.
    /// </summary>
    static IReadOnlyList<ChangedVisit> Foremost(IEnumerable<ChangedVisit> visits) =>
        [.. visits.GroupBy(visit => (Alike: Math.Round(visit.RankBiasedOverlap, 3), visit.Placement, visit.Page, visit.FirstLive, visit.FirstDraft))
            .SelectMany(like => like.OrderByDescending(visit => visit.Entered).ThenBy(visit => visit.Visit, StringComparer.Ordinal).Take(MostChanged)
                .Select((visit, turn) => (like.Key.Alike, Turn: turn, Visit: visit)))
            .OrderBy(one => one.Alike).ThenBy(one => one.Turn).ThenByDescending(one => one.Visit.Entered).ThenBy(one => one.Visit.Visit, StringComparer.Ordinal)
            .Take(MostChanged).Select(one => one.Visit)];

    string? Title(ReadOnlySpan<int> slate) => slate.IsEmpty ? null : matrix.Catalog[slate[0]].Title;

    string Page(Strategies.RequestContext context) =>
        context.Category is { } category ? category
        : context.ItemId is { } item ? matrix.Catalog.Find(item)?.Title ?? item.Value
        : context.Query is { } query ? $"“{query}”"
        : "";
}
