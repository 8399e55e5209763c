namespace RecConsole.Engine.Evaluation;

/// <summary>A policy that knows nothing of the shopper: with which probability it puts an item at a position.</summary>
public sealed class BanditPolicy
{
    /// <summary>How far the probabilities of a position may sum from 1: a file has rounded them.</summary>
    public const double Rounding = 1e-3;

    readonly double[][] probabilities; // [position][item]

    BanditPolicy(string name, double[][] probabilities) => (Name, this.probabilities) = (name, probabilities);

    public string Name { get; }

    /// <param name="position">Place in <see cref="BanditLog.Positions"/>.</param>
    /// <param name="item">Place in <see cref="BanditLog.Items"/>.</param>
    public double Probability(int position, int item) => probabilities[position][item];

    public static BanditPolicy Uniform(BanditLog log) =>
        new("uniform", [.. log.Positions.Select(_ => Enumerable.Repeat(1.0 / log.Items.Count, log.Items.Count).ToArray())]);

    /// <param name="table">Probability by item id and number of the position; what is not in it is 0.</param>
    /// <exception cref="ArgumentException">A position of the log is missing or does not sum to 1, or an item is not one of the log's.</exception>
    public static BanditPolicy Of(string name, IReadOnlyDictionary<(int Item, int Position), double> table, BanditLog log)
    {
        var known = log.Items.ToHashSet();
        foreach (var ((item, position), probability) in table)
        {
            if (!(probability is >= 0 and <= 1)) throw new ArgumentException($"{name} gives item {item} at position {position} the probability {probability:0.######}: it lies between 0 and 1.");
            if (probability > 0 && !known.Contains(item)) throw new ArgumentException($"{name} shows item {item}, which the log does not know; it knows {log.Items.Count} items, {log.Items[0]} to {log.Items[^1]}.");
        }
        var rows = new double[log.Positions.Count][];
        for (var place = 0; place < rows.Length; place++)
        {
            var position = log.Positions[place];
            rows[place] = [.. log.Items.Select(item => table.GetValueOrDefault((item, position)))];
            if (Math.Abs(rows[place].Sum() - 1) > Rounding)
                throw new ArgumentException(FormattableString.Invariant($"The probabilities that {name} gives at position {position} sum to {rows[place].Sum():0.######}, not to 1; the log has the positions {string.Join(", ", log.Positions)}."));
        }
        return new BanditPolicy(name, rows);
    }
}
