using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>What a network of pairs makes of a batch; a pair's score is the inner product of its two vectors.</summary>
/// <param name="Shoppers">[batch, d].</param>
/// <param name="Wanted">[batch, d].</param>
/// <param name="Unwanted">[batch, negatives, d].</param>
/// <param name="Regularized">What was looked up for the batch, of any shape: its squares are what regularisation counts.</param>
sealed record PairVectors(GraphValue Shoppers, GraphValue Wanted, GraphValue Unwanted, IReadOnlyList<GraphValue> Regularized);
