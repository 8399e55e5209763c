using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>
/// The loss of Bayesian personalised ranking (Rendle et al. 2009, BPR-Opt): -log sigma(s_ui - s_uj) for each item j that u did
/// not deal with, its mean over the draws, and lambda times the squared lengths of what was looked up; the mean over the pairs.
/// </summary>
static class PairLoss
{
    /// <summary>Inputs: int64 [batch], [batch] and [batch, negatives].</summary>
    public const string Users = "users", Wanted = "wanted", Unwanted = "unwanted";

    public static GraphValue Append(NetworkBuilder network, PairVectors vectors, double regularization)
    {
        var graph = network.Graph;
        var wanted = graph.ReduceSum(graph.Mul(vectors.Shoppers, vectors.Wanted), [1], keepDimensions: true, name: "wanted_scores");
        var unwanted = graph.Squeeze(graph.MatMul(vectors.Unwanted, graph.Unsqueeze(vectors.Shoppers, [2])), [2], "unwanted_scores");
        var ranking = graph.Mean(graph.Softplus(graph.Sub(unwanted, wanted)), "ranking_loss");
        return Regularized(graph, ranking, vectors.Regularized, wanted, regularization);
    }

    /// <summary>The loss and lambda times the squared lengths of what was looked up, the mean over the pairs.</summary>
    /// <param name="perPair">Has an element for each pair.</param>
    public static GraphValue Regularized(OnnxGraphBuilder graph, GraphValue loss, IReadOnlyList<GraphValue> lookedUp, GraphValue perPair, double regularization)
    {
        if (regularization == 0) return loss;
        var squares = lookedUp.Select(value => graph.Total(graph.Mul(value, value))).Aggregate((a, b) => graph.Add(a, b));
        var pairs = graph.Cast(graph.Size(perPair), ElementType.Float32, "pairs");
        return graph.Add(loss, graph.Mul(graph.Div(squares, pairs), graph.Number(ElementType.Float32, regularization)), "regularized_loss");
    }
}
