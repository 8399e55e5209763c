using RecConsole.Engine.Experiments;

namespace RecConsole.Web.Api;

/// <summary>What an interleaving found: which of two strategies its units prefer side by side.</summary>
/// <param name="Credit">The metric that its teams earn.</param>
/// <param name="Wins">Units of which the variant earned more than the control.</param>
/// <param name="Ties">Units of which both earned as much, mostly nothing.</param>
/// <param name="WinShare">The share that the variant won of the units that preferred one, by the sign test; one half is even.</param>
/// <param name="Preference">(wins + ties / 2) / units - 1/2, from -1/2 to 1/2.</param>
/// <param name="CreditDifference">The variant's credit less the control's, a unit.</param>
/// <param name="Teams">Slots, slates with the first drafted pick, and credit of both, over all units.</param>
public sealed record InterleavingDocument(string Credit, string Control, string Variant, long Units, long Wins, long Losses, long Ties,
    InterleavingDocument.Share? WinShare, MeasuredMetric.Figures? Preference, MeasuredMetric.Figures? CreditDifference, MeasuredMetric.Figures? CreditDifferenceSequential, TeamCounts Teams)
{
    /// <param name="CiLower">At one look, exact; PValue beside it.</param>
    /// <param name="SequentialCiLower">Good at every look; SequentialPValue beside it.</param>
    public sealed record Share(double Value, double CiLower, double CiUpper, double PValue, double SequentialCiLower, double SequentialCiUpper, double SequentialPValue);

    internal static InterleavingDocument Of(InterleavingOutcome found)
    {
        var result = found.Result;
        var sums = result?.Sums ?? default;
        return new(ShopMetrics.NameOf(found.Credit), found.Control, found.Variant, sums.Sessions, sums.WinsB, sums.WinsA, sums.Ties,
            result is { WinShare: { } once, SequentialWinShare: { } ever } ? new(once.Value, once.Lower, once.Upper, result.SignPValue, ever.Lower, ever.Upper, result.SequentialSignPValue) : null,
            MeasuredMetric.Of(result?.SequentialPreference), MeasuredMetric.Of(result?.Mean), MeasuredMetric.Of(result?.SequentialMean), found.Teams);
    }
}
