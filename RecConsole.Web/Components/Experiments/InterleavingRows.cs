using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Web.Components.Experiments;

/// <summary>The results of an interleaving as CSV: a row for each reading, every figure raw.</summary>
static class InterleavingRows
{
    public static IReadOnlyList<string> Columns { get; } =
    [
        "experiment", "phase", "credit", "control", "variant", "units", "wins", "losses", "ties", "slots control", "slots variant", "credit control", "credit variant",
        "reading", "value", "from", "to", "p", "sequential from", "sequential to", "sequential p",
    ];

    public static IEnumerable<object[]> Of(Experiment experiment, ExperimentResults results)
    {
        if (results.Interleaving is not { Result: { } result } found) yield break;
        foreach (var reading in InterleavingWords.Of(found, experiment.Unit))
            yield return
            [
                experiment.Key, results.Phase, InterleavingCredit.NameOf(found.Credit), found.Control, found.Variant, result.Sums.Sessions, result.Sums.WinsB, result.Sums.WinsA, result.Sums.Ties,
                found.Teams.SlotsA, found.Teams.SlotsB, found.Teams.CreditA, found.Teams.CreditB,
                reading.Name, reading.Value, .. Two(reading.Once), Raw(reading.OnceP), .. Two(reading.Ever), Raw(reading.EverP),
            ];
    }

    static object[] Two(Interval? interval) => [Raw(interval?.Lower), Raw(interval?.Upper)];

    static object Raw(double? value) => value is { } number && double.IsFinite(number) ? number : "";
}
