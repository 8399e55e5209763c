using System.Globalization;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>What the latest look at the figures of the model that serves found.</summary>
/// <param name="Mix">The item mix's index against what the model learned from; null before the first, and while too little has come since.</param>
/// <param name="MixOf">Interactions since, that it was asked of.</param>
public sealed record DriftReport(DateTimeOffset At, CtrWatchState Ctr, double? Mix, int MixOf)
{
    public bool HasMixChanged => Mix >= ItemMix.Large && MixOf >= ItemMix.LeastNow;

    /// <summary>Why the model is to be trained anew, with the figures; null where nothing has drifted.</summary>
    public string? Cause =>
        Ctr.HasFallen
            ? string.Create(CultureInfo.InvariantCulture, $"drift: CTR {Ctr.Latest.Clicked / (double)Ctr.Latest.Shown:P2} of {Ctr.Latest.Shown:N0} items shown, where {Ctr.Expected / Ctr.Latest.Shown:P2} was the reference; evidence {Math.Exp(Math.Min(Ctr.Evidence, 50)):N0} to 1")
        : HasMixChanged
            ? string.Create(CultureInfo.InvariantCulture, $"drift: the mix of items has changed, stability index {Mix:0.00} of {MixOf:N0} interactions since the model learned ({ItemMix.Large} is large)")
        : null;
}
