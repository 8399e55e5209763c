namespace RecConsole.Engine.Signals;

/// <summary>One signal of one item.</summary>
/// <param name="Raw">NaN where the shop does not know it: the item then sits at the mean.</param>
/// <param name="ZScore">In standard deviations over the items that can be shown.</param>
public readonly record struct SignalValue(float Raw, float ZScore, SignalScale Scale);
