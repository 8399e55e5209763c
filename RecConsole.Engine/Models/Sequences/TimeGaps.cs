using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>The time between interactions as one of a few lengths, each twice the one before: within a minute, two, four, up to three weeks and more.</summary>
static class TimeGaps
{
    const int Lengths = 16;
    const double ShortestSeconds = 60;

    /// <summary>Whether the shoppers of a log pause for different lengths of time: data without times have one gap, made up.</summary>
    public static bool Differ(TrainingLog log)
    {
        int? first = null;
        for (var user = 0; user < log.UserCount; user++)
            for (var i = log.Starts[user] + 1; i < log.Starts[user + 1]; i++)
            {
                var length = Math.Min(Lengths - 1, (int)Math.Log2(1 + (log.UnixSeconds[i] - log.UnixSeconds[i - 1]) / ShortestSeconds));
                if (length != (first ??= length)) return true;
            }
        return false;
    }

    /// <param name="gaps">Seconds, float [batch, length].</param>
    /// <returns>A learned vector for each: [batch, length, d].</returns>
    public static GraphValue Embed(NetworkBuilder network, GraphValue gaps, int dimensions)
    {
        var graph = network.Graph;
        var minutes = graph.Add(graph.Mul(gaps, graph.Number(ElementType.Float32, 1 / ShortestSeconds)), graph.Number(ElementType.Float32, 1));
        var doublings = graph.Mul(graph.Log(minutes), graph.Number(ElementType.Float32, 1 / Math.Log(2)));
        var length = graph.Cast(graph.Min(doublings, graph.Number(ElementType.Float32, Lengths - 1)), ElementType.Int64, "gap_lengths");
        return graph.Gather(network.Table("gap_table", Initialization.Zeros, Lengths, dimensions, onlyLookedUpRows: false), length, name: "gap_embeddings");
    }
}
