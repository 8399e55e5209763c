using System.Globalization;

namespace RecConsole.Engine.Impact;

/// <summary>What a study looked at, in words: requests that were asked, and shoppers who only might have.</summary>
public static class TrafficWords
{
    /// <param name="logged">Requests of the log.</param>
    /// <param name="shoppers">Shoppers without one, as if each asked now.</param>
    public static string Of(int logged, int shoppers) => (logged, shoppers) switch
    {
        (_, 0) => Count(logged, "logged request", "logged requests"),
        (0, 1) => "the latest shopper, as if asking for a slate now",
        (0, _) => $"the {Number(shoppers)} latest shoppers, as if each asked for a slate now",
        (_, 1) => $"{Count(logged, "logged request", "logged requests")} and the latest other shopper, as if asking for a slate now",
        _ => $"{Count(logged, "logged request", "logged requests")} and the {Number(shoppers)} latest other shoppers, as if each asked for a slate now",
    };

    static string Count(int count, string one, string many) => $"{Number(count)} {(count == 1 ? one : many)}";

    static string Number(int count) => count.ToString("n0", CultureInfo.InvariantCulture);
}
