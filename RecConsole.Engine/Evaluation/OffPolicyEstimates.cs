using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// In: one <see cref="OffPolicyRow"/> a logged slate. Out: what the target policy would have earned, by four estimators, and
/// the change against the logging policy. Intervals are of 95 %, over clusters.
/// <list type="bullet">
/// <item>IPS: Σ ρ r / n, slot by slot (the item-position model of Li, Abbasi-Yadkori, Kveton, Muthukrishnan, Vinay and Wen, KDD 2018);</item>
/// <item>SNIPS: Σ ρ r / Σ ρ (Swaminathan and Joachims, NIPS 2015);</item>
/// <item>DM: the model's expectation alone;</item>
/// <item>DR: the model's expectation, and what it missed by IPS (Dudík, Langford and Li, ICML 2011).</item>
/// </list>
/// </summary>
/// <param name="Logged">What was earned.</param>
/// <param name="Change">DR of the target less DR of the logging policy, slate by slate under the same chance: the noise that both share is gone.</param>
public sealed record OffPolicyEstimates(Interval Logged, Interval Ips, Interval Snips, Interval Dm, Interval Dr, Interval Change)
{
    /// <summary>
    /// Relative standard error that the model is taken to have where no log corrects it: it enters the interval of DM with all
    /// of the estimate, of DR and of the change with the share that the log does not support.
    /// </summary>
    public const double ModelError = 0.06;

    /// <param name="unsupportedMass">Share of the target's slots of which the log says nothing (<see cref="OffPolicySupport.UnsupportedMass"/>).</param>
    /// <param name="modelStandardError">Of the model's mean, by the noise of what it was fitted to, where that is known; beside <see cref="ModelError"/>.</param>
    /// <returns>Null with fewer than two clusters, or where the target shows nothing of what was logged.</returns>
    public static OffPolicyEstimates? Of(IReadOnlyList<OffPolicyRow> rows, double unsupportedMass = 0, double modelStandardError = 0)
    {
        var clusters = new Dictionary<int, Totals>();
        foreach (var row in rows)
        {
            if (!clusters.TryGetValue(row.Cluster, out var totals)) clusters.Add(row.Cluster, totals = new Totals());
            totals.Add(row);
        }
        RatioSums logged = default, ips = default, snips = default, dm = default, dr = default, change = default;
        foreach (var t in clusters.Values)
        {
            var robust = t.Direct + t.Weighted - t.WeightedExpected;
            logged = logged.Add(t.Observed, t.Denominator);
            ips = ips.Add(t.Weighted, t.Denominator);
            snips = snips.Add(t.Weighted, t.Weight);
            dm = dm.Add(t.Direct, t.Denominator);
            dr = dr.Add(robust, t.Denominator);
            change = change.Add(robust - (t.DirectLogged + t.Observed - t.Expected), t.Denominator);
        }
        if (logged.Interval95 is not { } observed || ips.Interval95 is not { } weighted || snips.Interval95 is not { } normalised || dm.Ratio is not { } direct) return null;
        var believed = Math.Sqrt(ModelError * direct * ModelError * direct + modelStandardError * modelStandardError);
        return new OffPolicyEstimates(observed, weighted, normalised, Widened(dm, believed), Widened(dr, believed * unsupportedMass), Widened(change, believed * unsupportedMass));
    }

    /// <summary>
    /// What one target earns more than another, both doubly robust on the same rows of the log: cluster by cluster under the
    /// same chance, so that the noise which both share is gone. Exactly 0 where no row tells them apart.
    /// </summary>
    /// <param name="target">Row by row of the same slates as <paramref name="reference"/>.</param>
    /// <param name="unsupportedMass">Share of slots in which the two differ by what the log never shows.</param>
    /// <returns>The reference's own figure, and the change from it; null with fewer than two clusters.</returns>
    public static (double Reference, Interval Change)? Difference(IReadOnlyList<OffPolicyRow> reference, IReadOnlyList<OffPolicyRow> target, double unsupportedMass)
    {
        var clusters = new Dictionary<int, (double Robust, double Change, double Denominator)>();
        double direct = 0, denominator = 0;
        for (var i = 0; i < reference.Count; i++)
        {
            var (one, other) = (Robust(reference[i]), Robust(target[i]));
            var sums = clusters.GetValueOrDefault(reference[i].Cluster);
            clusters[reference[i].Cluster] = (sums.Robust + one, sums.Change + (other - one), sums.Denominator + reference[i].Denominator);
            direct += reference[i].Direct;
            denominator += reference[i].Denominator;
        }
        RatioSums own = default, change = default;
        foreach (var sums in clusters.Values)
        {
            own = own.Add(sums.Robust, sums.Denominator);
            change = change.Add(sums.Change, sums.Denominator);
        }
        if (own.Ratio is not { } value || change.StandardError is null) return null;
        return (value, Widened(change, ModelError * Math.Abs(direct / denominator) * unsupportedMass));
    }

    static double Robust(in OffPolicyRow row) => row.Direct + row.Weighted - row.WeightedExpected;

    static Interval Widened(RatioSums sums, double error) =>
        Interval.Of(sums.Ratio!.Value, Math.Sqrt(sums.StandardError!.Value * sums.StandardError.Value + error * error));

    sealed class Totals
    {
        public double Denominator, Observed, Weighted, Weight, Direct, DirectLogged, Expected, WeightedExpected;

        public void Add(in OffPolicyRow row)
        {
            Denominator += row.Denominator;
            Observed += row.Observed;
            Weighted += row.Weighted;
            Weight += row.Weight;
            Direct += row.Direct;
            DirectLogged += row.DirectLogged;
            Expected += row.Expected;
            WeightedExpected += row.WeightedExpected;
        }
    }
}
