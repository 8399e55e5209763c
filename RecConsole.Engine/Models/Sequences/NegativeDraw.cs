using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>Draws items that a step takes for not wanted, with replacement.</summary>
sealed class NegativeDraw(TrainingLog log)
{
    /// <summary>Share of a mixed draw that is uniform: popular items are the hard ones, but every item must be met.</summary>
    const double UniformShare = 0.5;

    public void Uniform(Span<long> items, Rng rng)
    {
        foreach (ref var item in items) item = rng.NextInt(log.Vocabulary.Count);
    }

    /// <summary>Half of the draws by how often an item occurs, half uniform.</summary>
    /// <param name="logExpected">log of how often each drawn item is expected among the draws: the logQ of the correction.</param>
    public void Mixed(Span<long> items, Span<float> logExpected, Rng rng)
    {
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = rng.NextBool(UniformShare) ? rng.NextInt(log.Vocabulary.Count) : log.Rows[rng.NextInt(log.Rows.Length)];
            var probability = UniformShare / log.Vocabulary.Count + (1 - UniformShare) * occurrences[items[i]] / log.Rows.Length;
            logExpected[i] = (float)Math.Log(items.Length * probability);
        }
    }

    readonly int[] occurrences = Occurrences(log);

    static int[] Occurrences(TrainingLog log)
    {
        var counts = new int[log.Vocabulary.Count];
        foreach (var row in log.Rows) counts[row]++;
        return counts;
    }
}
