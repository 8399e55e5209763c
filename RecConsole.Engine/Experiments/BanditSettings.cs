namespace RecConsole.Engine.Experiments;

/// <summary>How a bandit shares out its traffic.</summary>
/// <param name="Kind">Binary: Beta posteriors from Jeffreys' prior; mean: Gaussian ones of the means.</param>
/// <param name="Floor">Share that each arm keeps, so that it can still be measured and a change of taste is still seen.</param>
/// <param name="UpdateEvery">Shares stay as they are for so long: a period.</param>
/// <param name="LeastUnits">Units of every arm before shares move.</param>
public sealed record BanditSettings(MetricKind Kind, double Floor, TimeSpan UpdateEvery, long LeastUnits = 100)
{
    /// <summary>Everything that is wrong with the settings for so many arms, in words; empty when nothing is.</summary>
    public IEnumerable<string> Problems(int arms)
    {
        if (arms < 2) yield return $"A bandit has two arms or more, not {arms}.";
        if (Kind == MetricKind.Ratio) yield return "A bandit follows a rate or a mean, not a ratio: choose a metric with one value a unit.";
        if (!(Floor > 0) || Floor * arms > 1) yield return FormattableString.Invariant($"The floor of an arm lies above 0 and, with {arms} arms, up to {1.0 / Math.Max(1, arms):0.###}; it is {Floor:0.###}.");
        if (UpdateEvery <= TimeSpan.Zero) yield return "Shares are updated after some time: at least a second.";
        if (LeastUnits < 2) yield return $"Shares move once every arm has two units or more; LeastUnits is {LeastUnits}.";
    }
}
