using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Evaluation;

/// <summary>What a log of a bandit says of another policy. Rounds count as independent of each other: the Open Bandit format does not say which belong to one visit.</summary>
/// <param name="Clicks">Logged rounds with a click.</param>
/// <param name="MeanWeight">1 where the logged propensities are right and the log can show all that the policy would.</param>
public sealed record BanditEvaluation(string Policy, int Rounds, int Clicks, OffPolicyEstimates Estimates, OffPolicySupport Support, Interval MeanWeight, BanditRewardModel Model)
{
    /// <summary>Standard errors beyond which a mean weight is off: one false alarm in a thousand.</summary>
    const double WeightAlarm = 3.29;

    /// <param name="seed">Of the model's parts; nothing else is left to chance.</param>
    /// <exception cref="ArgumentException">There are fewer than two rounds.</exception>
    public static BanditEvaluation Of(BanditLog log, BanditPolicy target, ulong seed)
    {
        var model = BanditRewardModel.CrossFit(log, target, seed);
        var rows = new List<OffPolicyRow>(log.Rounds.Count);
        var (weights, largest) = (default(MeanSums), 0.0);
        for (var n = 0; n < log.Rounds.Count; n++)
        {
            var round = log.Rounds[n];
            var weight = target.Probability(round.Position, round.Item) / round.Propensity;
            var (clicked, expected) = (round.Clicked ? 1.0 : 0.0, model.Expected[n]);
            // the log knows only the chance of what was shown, so what the logging policy earns is what it earned
            rows.Add(new OffPolicyRow(n, 1, clicked, weight * clicked, weight, model.Direct[n], expected, expected, weight * expected));
            (weights, largest) = (weights.Add(weight), Math.Max(largest, weight));
        }
        var unsupported = UnsupportedMass(log, target);
        var found = OffPolicyEstimates.Of(rows, unsupported, model.StandardError)
            ?? throw new ArgumentException(log.Rounds.Count < 2 ? "The log has fewer than two rounds: there is nothing to estimate from." : $"The policy {target.Name} shows nothing of what the log shows: no estimate is possible.");
        var support = new OffPolicySupport(log.Rounds.Count, weights.Sum * weights.Sum / weights.SumOfSquares, unsupported, largest)
        {
            PropensitiesFit = Math.Abs(weights.Mean - (1 - unsupported)) <= WeightAlarm * weights.Moments.StandardError + BanditPolicy.Rounding,
            RelativeHalfWidth = found.Dr.Value > 0 && found.Ips.Value > 0 ? (found.Dr.Upper - found.Dr.Lower) / 2 / found.Dr.Value : double.PositiveInfinity,
        };
        return new BanditEvaluation(target.Name, log.Rounds.Count, log.Rounds.Count(round => round.Clicked), found, support, Interval.Of(weights.Mean, weights.Moments.StandardError), model);
    }

    /// <summary>The verdict in words, with its reasons.</summary>
    public string Sentence => Support.Verdict switch
    {
        OffPolicyVerdict.Reliable => FormattableString.Invariant($"Reliable: {Worth}, and the doubly robust value is known to within {Support.RelativeHalfWidth:p0}."),
        OffPolicyVerdict.Directional => FormattableString.Invariant($"Directional: {Worth}, and the doubly robust value is known to within {Support.RelativeHalfWidth:p0}. Reliable would be {OffPolicySupport.ReliableEffectiveSlates:n0} rounds, {OffPolicySupport.ReliableUnsupportedMass:p0} unsupported and {OffPolicySupport.ReliableRelativeHalfWidth:p0}.{Misfit}"),
        _ when double.IsInfinity(Support.RelativeHalfWidth ?? 0) => FormattableString.Invariant($"Not supported: no click of the log ({Clicks:n0} in all) speaks for this policy: {Worth}."),
        _ => FormattableString.Invariant($"Not supported: {Worth}. At least {OffPolicySupport.DirectionalEffectiveSlates:n0} rounds are needed, and at most {OffPolicySupport.DirectionalUnsupportedMass:p0} unsupported. A log with more chance, or a policy nearer to the logging one, would help."),
    };

    string Worth => FormattableString.Invariant($"the log is worth {Support.EffectiveSlates:n0} of its {Rounds:n0} rounds for this policy, and {(Support.UnsupportedMass == 0 ? "shows all" : FormattableString.Invariant($"never shows {Support.UnsupportedMass:p1}"))} of what the policy would");

    string Misfit => Support.PropensitiesFit ? "" : FormattableString.Invariant($" The mean weight is {MeanWeight.Value:0.###} where right propensities give {1 - Support.UnsupportedMass:0.###}: the logged propensities are not those of the policy that logged.");

    /// <summary>Share of the target's choices, at the positions as often as they were logged, that the log never shows there.</summary>
    static double UnsupportedMass(BanditLog log, BanditPolicy target)
    {
        var shown = new bool[log.Positions.Count, log.Items.Count];
        var rounds = new int[log.Positions.Count];
        foreach (var round in log.Rounds)
        {
            shown[round.Position, round.Item] = true;
            rounds[round.Position]++;
        }
        double mass = 0, whole = 0;
        for (var position = 0; position < rounds.Length; position++)
            for (var item = 0; item < log.Items.Count; item++)
            {
                var probability = rounds[position] * target.Probability(position, item);
                whole += probability;
                if (!shown[position, item]) mass += probability;
            }
        return whole > 0 ? mass / whole : 0;
    }
}
