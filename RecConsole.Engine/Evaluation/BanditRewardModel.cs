using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>
/// What a model expects of each round that it was not fitted to: the rounds are dealt into five parts, and each part is judged
/// by a logistic regression of the other four (cross-fitting: Chernozhukov et al. 2018, so that a round's own click is in no
/// expectation of it). The ridge of each fit is chosen on a fifth of its own rounds.
/// </summary>
/// <param name="Direct">By round: Σ over items of target probability times expected click.</param>
/// <param name="Expected">By round: expected click of what was shown.</param>
/// <param name="StandardError">Of the mean of <see cref="Direct"/>, by the noise of the fits; they share most of their rounds, so their errors are taken as one.</param>
/// <param name="LogLoss">Mean over rounds, none judged by itself.</param>
/// <param name="ConstantLogLoss">The same of a model that knows only the rate of the other four parts.</param>
public sealed record BanditRewardModel(double[] Direct, double[] Expected, double StandardError, double LogLoss, double ConstantLogLoss)
{
    public const int Folds = 5;

    static readonly double[] Ridges = [1, 10, 100, 1000];

    /// <summary>Whether what is known of rounds tells more than the rate alone.</summary>
    public bool BeatsConstant => LogLoss < ConstantLogLoss;

    /// <param name="seed">Of the parts.</param>
    public static BanditRewardModel CrossFit(BanditLog log, BanditPolicy target, ulong seed)
    {
        var shown = new SparseRow[log.Rounds.Count];
        for (var n = 0; n < shown.Length; n++) shown[n] = log.Features(log.Rounds[n], log.Rounds[n].Item);
        var (direct, expected) = (new double[shown.Length], new double[shown.Length]);
        var folds = Deal(shown.Length, seed);
        double error = 0, loss = 0, constant = 0;
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] others = [.. folds.SelectMany((part, i) => i == fold ? [] : part)];
            if (folds[fold].Length == 0 || others.Length == 0) continue;
            var model = Fit(log, shown, others);
            var weights = new double[log.Columns + 1];
            foreach (var n in folds[fold]) (direct[n], expected[n]) = (Expect(model, log, target, n, weights), model.Probability(shown[n]));
            error += Math.Sqrt(model.VarianceOf(weights));
            loss += folds[fold].Length * model.LogLoss(Take(shown, folds[fold]), Clicks(log, folds[fold]));
            var rate = Math.Clamp(Clicks(log, others).Count(one => one) / (double)others.Length, 0.5 / others.Length, 1 - 0.5 / others.Length);
            foreach (var n in folds[fold]) constant -= Math.Log(log.Rounds[n].Clicked ? rate : 1 - rate);
        }
        return new BanditRewardModel(direct, expected, error / shown.Length, loss / shown.Length, constant / shown.Length);
    }

    static int[][] Deal(int rounds, ulong seed)
    {
        var order = Enumerable.Range(0, rounds).ToArray();
        new Rng(seed).Shuffle<int>(order);
        return [.. Enumerable.Range(0, Folds).Select(fold => order.Where((_, place) => place % Folds == fold).ToArray())];
    }

    static LogisticRidge Fit(BanditLog log, SparseRow[] shown, int[] rounds)
    {
        int[] judged = [.. rounds.Where((_, place) => place % Folds == 0)], rest = [.. rounds.Where((_, place) => place % Folds != 0)];
        var ridge = Ridges[^1];
        if (judged.Length > 0 && rest.Length > 0)
            ridge = Ridges.MinBy(one => LogisticRidge.Fit(Take(shown, rest), Clicks(log, rest), log.Columns, one).LogLoss(Take(shown, judged), Clicks(log, judged)));
        return LogisticRidge.Fit(Take(shown, rounds), Clicks(log, rounds), log.Columns, ridge);
    }

    /// <summary>What the target earns in a round; <paramref name="weights"/> gains how much that moves with each coefficient.</summary>
    static double Expect(LogisticRidge model, BanditLog log, BanditPolicy target, int n, double[] weights)
    {
        var round = log.Rounds[n];
        var sum = 0.0;
        for (var item = 0; item < log.Items.Count; item++)
        {
            var probability = target.Probability(round.Position, item);
            if (probability == 0) continue;
            var features = log.Features(round, item);
            var click = model.Probability(features);
            sum += probability * click;
            var slope = probability * LogisticRidge.Slope(click);
            for (var i = 0; i < features.Columns.Length; i++) weights[features.Columns[i]] += slope * features.Values[i];
            weights[^1] += slope;
        }
        return sum;
    }

    static SparseRow[] Take(SparseRow[] rows, int[] places) => [.. places.Select(place => rows[place])];

    static bool[] Clicks(BanditLog log, int[] places) => [.. places.Select(place => log.Rounds[place].Clicked)];
}
