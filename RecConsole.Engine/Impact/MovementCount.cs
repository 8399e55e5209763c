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
    double overlap;

    public void Add(TrafficRequest request, ReadOnlySpan<int> live, ReadOnlySpan<int> draft)
    {
        if (Movement.Differs(live, draft, 1)) top1++;
        if (Movement.Differs(live, draft, 10)) top10++;
        var alike = Movement.RankBiasedOverlap(live, draft, Persistence);
        overlap += alike;
        for (var s = 0; s < live.Length; s++)
        {
            exposure.Add(live[s], isDraft: false);
            if (draft.IndexOf(live[s]) is >= 0 and var now) CollectionsMarshal.GetValueRefOrAddDefault(moves, s - now, out _)++;
        }
        foreach (var item in draft)
        {
            exposure.Add(item, isDraft: true);
            if (!live.Contains(item)) entered++;
        }
        if (alike < 1 && (!visits.TryGetValue(request.Visit, out var known) || alike < known.RankBiasedOverlap))
            visits[request.Visit] = new ChangedVisit(request.Visit, request.Query.Placement, alike, request.IsShopper);
    }

    public ImpactReport Report(int requests, int total) => new()
    {
        Requests = requests,
        Total = total,
        ChangedTop1 = top1 / (double)Math.Max(1, requests),
        ChangedTop10 = top10 / (double)Math.Max(1, requests),
        RankBiasedOverlap = requests == 0 ? 1 : overlap / requests,
        Moves = new SortedDictionary<int, long>(moves),
        Entered = entered,
        Exposure = Enum.GetValues<ExposureField>().ToDictionary(field => field, exposure.Of),
        MostChanged = [.. visits.Values.OrderBy(visit => visit.RankBiasedOverlap).ThenBy(visit => visit.Visit, StringComparer.Ordinal).Take(MostChanged)],
    };
}
