namespace RecConsole.Engine.Experiments;

/// <summary>A time in which shares were the same: what the chart of shares draws, and what an honest estimate weighs by.</summary>
/// <param name="Shares">By arm; their sum is 1.</param>
/// <param name="Best">By arm: the probability of being the best that the shares were made of; none where they were given.</param>
/// <param name="Arms">What units that came in this period did.</param>
public sealed record BanditPeriod(DateTimeOffset Start, IReadOnlyList<double> Shares, IReadOnlyList<double> Best, IReadOnlyList<BanditArm> Arms);
