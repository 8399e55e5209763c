using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RecConsole.Engine.Strategies;

/// <summary>
/// One immutable state of a strategy. A weight of 1 counts one standard deviation of its signal as much as one of
/// relevance; a key that is absent weighs 0. Two revisions with the same content have the same <see cref="Hash"/>.
/// </summary>
public sealed record StrategyRevision
{
    /// <summary>No weight may exceed this in size: beyond it one signal alone decides, and 32-bit sums lose the others.</summary>
    public const float MaxWeight = 100;

    readonly ImmutableSortedDictionary<string, float> weights = ImmutableSortedDictionary<string, float>.Empty;

    public StrategyRevision(string key, int number, IEnumerable<KeyValuePair<string, float>> weights)
    {
        Key = key;
        Number = number;
        Weights = weights.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Hash = ContentHash();
    }

    /// <summary>The strategy that this is a revision of.</summary>
    public string Key { get; }

    /// <summary>Counts a strategy's revisions from 1.</summary>
    public int Number { get; }

    public ImmutableSortedDictionary<string, float> Weights
    {
        get => weights;
        private init
        {
            foreach (var (key, weight) in value)
                if (!float.IsFinite(weight) || Math.Abs(weight) > MaxWeight)
                    throw new ArgumentException($"The weight of '{key}' is {weight.ToString(CultureInfo.InvariantCulture)}; it must lie between -{MaxWeight} and {MaxWeight}.");
            weights = value;
        }
    }

    /// <summary>First 16 hex digits of SHA-256 over the content (not the number): the same in preview, arm and log.</summary>
    public string Hash { get; }

    public float Weight(string key) => Weights.GetValueOrDefault(key);

    string ContentHash()
    {
        var text = new StringBuilder(Key);
        foreach (var (key, weight) in Weights)
            if (weight != 0) text.Append('\n').Append(key).Append('=').Append(weight.ToString("R", CultureInfo.InvariantCulture));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
