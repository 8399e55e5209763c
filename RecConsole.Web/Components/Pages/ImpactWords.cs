using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Pages;

/// <summary>How the figures of a study are written and named, on the page and in its exports.</summary>
public static class ImpactWords
{
    public static string Thresholds { get; } = FormattableString.Invariant($"Reliable: the log is worth {OffPolicySupport.ReliableEffectiveSlates:n0} slates or more, and {OffPolicySupport.ReliableUnsupportedMass:p0} at most of the draft was never shown. Directional: {OffPolicySupport.DirectionalEffectiveSlates:n0} slates or more, and {OffPolicySupport.DirectionalUnsupportedMass:p0} at most. Below that no figure is given.").Replace(" %", "%", StringComparison.Ordinal);

    public static string Title(Reward reward) => reward switch
    {
        Reward.Ctr => "Click-through rate",
        Reward.Conversion => "Orders a request",
        Reward.Revenue => "Revenue a request",
        _ => "Margin a request",
    };

    public static string Title(ExposureField field) => field switch
    {
        ExposureField.Price => "Price band",
        _ => field.ToString(),
    };

    public static string Key(ExposureField field) => field.ToString().ToLowerInvariant();

    public static string Word(OffPolicyVerdict verdict) => verdict switch
    {
        OffPolicyVerdict.Reliable => "Reliable",
        OffPolicyVerdict.Directional => "Directional",
        _ => "Not supported",
    };

    /// <summary>The class of a verdict's badge.</summary>
    public static string Tone(OffPolicyVerdict verdict) => verdict switch { OffPolicyVerdict.Reliable => "good", OffPolicyVerdict.Directional => "warn", _ => "bad" };

    public static string IconOf(OffPolicyVerdict verdict) => verdict switch { OffPolicyVerdict.Reliable => "check", OffPolicyVerdict.Directional => "warning", _ => "error" };

    /// <summary>3.12% for rates; money with three digits that count: 0.0024, 1.234, 12.34.</summary>
    public static string Value(Reward reward, double value) => IsRate(reward) ? Formatting.Percent(value, 2) : Formatting.Number(value, Decimals(value));

    /// <summary>3.01 to 3.24, in the unit of the value before it.</summary>
    public static string Range(Reward reward, Interval interval) => IsRate(reward)
        ? $"{Formatting.Number(interval.Lower * 100, 2)} to {Formatting.Number(interval.Upper * 100, 2)}"
        : $"{Formatting.Number(interval.Lower, Decimals(interval.Value))} to {Formatting.Number(interval.Upper, Decimals(interval.Value))}";

    /// <summary>+2.1%: the change as a share of what was observed; a dash where nothing was.</summary>
    public static string Relative(Interval change, double observed) => observed > 0 ? Formatting.Signed(change.Value / observed * 100, 1) + "%" : Formatting.Unknown;

    public static string RelativeRange(Interval change, double observed) => observed > 0
        ? $"{Formatting.Signed(change.Lower / observed * 100, 1)} to {Formatting.Signed(change.Upper / observed * 100, 1)}"
        : "";

    /// <summary>Which way a change goes for certain: its interval holds only what is above, or below, zero.</summary>
    public static int Direction(Interval change) => change.Lower > 0 ? 1 : change.Upper < 0 ? -1 : 0;

    public static string Capital(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    static int Decimals(double value) => Math.Abs(value) < 0.1 ? 4 : Math.Abs(value) < 10 ? 3 : 2;

    static bool IsRate(Reward reward) => reward is Reward.Ctr or Reward.Conversion;
}
