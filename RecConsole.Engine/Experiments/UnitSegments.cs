namespace RecConsole.Engine.Experiments;

/// <summary>The dimensions by which units are told apart, all known when a unit is first exposed: what comes later may be the variant's doing.</summary>
public static class UnitSegments
{
    public static IReadOnlyList<string> Dimensions { get; } = ["shopper", "placement", "device"];

    public static IEnumerable<(string Dimension, string Value)> Of(UnitTally unit)
    {
        yield return ("shopper", unit.Past.IsKnown ? "known before" : "new");
        if (unit.Placement.Length > 0) yield return ("placement", unit.Placement);
        if (unit.Device.Length > 0) yield return ("device", unit.Device);
    }
}
