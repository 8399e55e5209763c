namespace RecConsole.Engine.Experiments;

/// <summary>The dimensions by which units are told apart, all known when a unit is first exposed: what comes later may be the variant's doing.</summary>
public static class UnitSegments
{
    /// <summary>Whether the shop knew the unit before the experiment.</summary>
    internal const string Shopper = "shopper";

    public static IReadOnlyList<string> Dimensions { get; } = [Shopper, "placement", "device"];

    public static IEnumerable<(string Dimension, string Value)> Of(UnitTally unit)
    {
        yield return (Shopper, unit.Past.IsKnown ? "known before" : "new");
        if (unit.Placement.Length > 0) yield return ("placement", unit.Placement);
        if (unit.Device.Length > 0) yield return ("device", unit.Device);
    }
}
