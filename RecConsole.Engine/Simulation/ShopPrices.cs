using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>Prices as shops write them.</summary>
internal static class ShopPrices
{
    /// <summary>
    /// A log-normal price (Limpert, Stahel and Abbt 2001 on why sizes multiply) around <paramref name="median"/>, ended
    /// as its size suggests: 3.49, 12.95, 64.99, 279, 1290.
    /// </summary>
    public static decimal Draw(Rng rng, double median, double spread) => Ended(median * Math.Exp(spread * rng.NextGaussian()), rng);

    /// <summary>The nearest price below about <paramref name="raw"/> with a customary ending; at least 0.49.</summary>
    public static decimal Ended(double raw, Rng rng)
    {
        var whole = (decimal)Math.Floor(raw);
        var price = raw switch
        {
            < 5 => whole + Pick(rng, 0.29m, 0.49m, 0.79m, 0.99m),
            < 20 => whole + Pick(rng, 0.49m, 0.95m, 0.99m),
            < 100 => whole + Pick(rng, 0m, 0.95m, 0.99m, 0.99m),
            < 300 => whole - whole % 5 + Pick(rng, 4m, 4.99m, 4.95m),
            < 1000 => whole - whole % 10 + 9m,
            _ => whole - whole % 50 + Pick(rng, 49m, 40m),
        };
        return Math.Max(price, 0.49m);
    }

    static decimal Pick(Rng rng, params ReadOnlySpan<decimal> endings) => endings[rng.NextInt(endings.Length)];
}
