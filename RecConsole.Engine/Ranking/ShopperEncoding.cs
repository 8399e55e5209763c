using RecConsole.Engine.Models;
using RecConsole.Engine.Scoring;

namespace RecConsole.Engine.Ranking;

/// <summary>What ranking needs of a shopper, made once for each state of their history and each model.</summary>
/// <param name="U">Encoder output [d]; all zero when nothing is known, empty where the model is a sparse term.</param>
/// <param name="List">By dense index: what the model's lists say; empty where the model is an inner product.</param>
/// <param name="Taken">Dense indices of what was bought or lies in the cart: not shown again.</param>
/// <param name="MeanLogPrice">Mean ln(price) of the latest items; NaN when unknown.</param>
public sealed record ShopperEncoding(float[] U, SessionList List, int[] Taken, double MeanLogPrice)
{
    internal static ShopperEncoding Unknown { get; } = new([], SessionList.Empty, [], double.NaN);

    /// <summary>The list as the scorer takes it, under a weight of relevance.</summary>
    internal SparseTerm Sparse(float relevance) => new(List.Items, List.Values, relevance);
}
