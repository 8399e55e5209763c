using System.Globalization;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// The demo shop's shoppers: the same for the same seed, in every process. A fixed number, so that what the engine
/// remembers of shoppers stays bounded however long the demo runs; the last fifth has no history and arrives as unknown.
/// About 1 KB each.
/// </summary>
internal sealed class Shoppers
{
    public const int DefaultCount = 5000;
    const double KnownShare = 0.8;

    readonly Shopper[] all;
    readonly double[] cumulativeActivity;

    public Shoppers(ShopVocabulary vocabulary, ulong seed, int count = DefaultCount)
    {
        all = new Shopper[count];
        cumulativeActivity = new double[count];
        var rng = new Rng(seed).Fork(StableHash.Of("shoppers"));
        double sum = 0;
        for (var i = 0; i < count; i++)
        {
            var draw = rng.Fork((ulong)i);
            var activity = Math.Exp(0.8 * draw.NextGaussian());
            all[i] = new Shopper(new UserId(string.Create(CultureInfo.InvariantCulture, $"shopper-{i + 1:D5}")), Taste.Draw(vocabulary, draw), activity);
            cumulativeActivity[i] = sum += activity;
        }
        KnownCount = (int)(KnownShare * count);
    }

    public IReadOnlyList<Shopper> All => all;

    /// <summary>The first so many have a history.</summary>
    public int KnownCount { get; }

    /// <summary>A shopper in proportion to activity, among the first <paramref name="count"/>.</summary>
    public Shopper Draw(Rng rng, int count)
    {
        var at = Array.BinarySearch(cumulativeActivity, 0, count, rng.NextDouble() * cumulativeActivity[count - 1]);
        return all[Math.Min(at < 0 ? ~at : at, count - 1)];
    }
}
