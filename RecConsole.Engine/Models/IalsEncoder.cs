using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// The shopper's half of iALS for anybody, known or new, as a graph: the factors that the latest interactions ask for. With
/// items e (rotated so that alpha_0 HᵀH is diagonal, D' its diagonal) and D = D' + lambda (|S| + alpha_0 N)^nu, the normal
/// equations (D + sum over S of c e eᵀ) u = sum over S of c e become, with the rows f = sqrt(c) e D^-½ of F,
/// u = D^-½ Fᵀ z, (I + F Fᵀ) z = sqrt(c): as many unknowns as interactions. F Fᵀ is at most 1 / alpha_0, since each item is part
/// of HᵀH and c is at most 1; so the spectrum is known when the graph is built, and Chebyshev's iteration (Saad, "Iterative
/// methods for sparse linear systems", algorithm 12.1) needs a fixed number of steps and not one inner product.
/// Cost for each shopper: 2 L² d operations, and 2 L² a step: at L = 50 and d = 64, 30 to 90 µs for one alone and 10 to 40 µs in
/// a batch (alpha_0 from 0.5 to 0.1, on two busy cores).
/// </summary>
static class IalsEncoder
{
    /// <summary>Of the solution, relative, in the norm of the equations.</summary>
    const double Tolerance = 1e-5;

    /// <param name="gram">The diagonal of HᵀH after the rotation, largest first.</param>
    /// <param name="itemCount">N.</param>
    public static EncoderModel Create(IalsSettings settings, ReadOnlySpan<double> gram, int itemCount)
    {
        var options = settings.History.ToEncoder();
        var length = options.MaxInteractions;
        var graph = new OnnxGraphBuilder("ials_fold_in");
        var items = graph.Input("items", ElementType.Int64, "batch", length);
        var weights = graph.Input("weights", ElementType.Float32, "batch", length);
        var embeddings = graph.Input("embeddings", ElementType.Float32, "item", gram.Length);

        // |S| decides the regularisation: a table by count
        var isItem = graph.Greater(items, graph.Scalar("no_item", -1L), "is_item");
        var count = graph.ReduceSum(graph.Cast(isItem, ElementType.Int64), [1], name: "count");
        var penalties = Enumerable.Range(0, length + 1).Select(met => settings.Penalty(met, itemCount)).ToArray();
        var penalty = graph.Gather(graph.Vector<float>("penalties", [.. penalties.Select(value => (float)value)]), count, name: "penalty");
        var unobserved = new float[gram.Length];
        for (var k = 0; k < unobserved.Length; k++) unobserved[k] = (float)(settings.UnobservedWeight * gram[k]);
        var diagonal = graph.Add(graph.Unsqueeze(penalty, [1, 2]), graph.Constant<float>("unobserved", unobserved, 1, 1, unobserved.Length), "diagonal");
        var scale = graph.Div(graph.Scalar("one", 1f), graph.Sqrt(diagonal), "scale"); // [B, 1, d]

        var confidence = graph.Sqrt(weights, "root_confidence"); // of padding: zero, which makes its row of F zero
        var rows = graph.Gather(embeddings, items, name: "item_embeddings");
        var f = graph.Mul(graph.Mul(rows, scale), graph.Unsqueeze(confidence, [2]), "f"); // [B, L, d]
        var identity = new float[length * length];
        for (var i = 0; i < length; i++) identity[i * length + i] = 1;
        var system = graph.Add(graph.MatMul(f, graph.Transpose(f, [0, 2, 1])), graph.Constant<float>("identity", identity, 1, length, length), "system");

        var largest = gram.Length == 0 ? 0 : gram[0];
        var z = Solve(graph, system, graph.Unsqueeze(confidence, [1], "right_side"), 1.01 * largest / (settings.UnobservedWeight * largest + penalties.Skip(1).Min()));
        graph.Output(graph.Squeeze(graph.Mul(graph.MatMul(z, f), scale), [1], "u"), "batch", gram.Length);
        return new EncoderModel(graph.Build(), options);
    }

    /// <summary>z of A z = b for symmetric A [B, L, L] with a spectrum from 1 to 1 + <paramref name="spread"/>, b [B, 1, L].</summary>
    static GraphValue Solve(OnnxGraphBuilder graph, GraphValue a, GraphValue b, double spread)
    {
        var (theta, delta) = (1 + spread / 2, Math.Max(1e-6, spread / 2));
        var root = Math.Sqrt(1 + spread);
        var steps = Math.Max(1, (int)Math.Ceiling(Math.Log(2 / Tolerance) / Math.Log((root + 1) / Math.Max(1e-6, root - 1))));
        var ratio = delta / theta;
        var direction = graph.Mul(b, graph.Scalar("first_step", (float)(1 / theta)), "direction_0");
        var (solution, residual) = (direction, b);
        for (var step = 1; step < steps; step++)
        {
            residual = graph.Sub(residual, graph.MatMul(direction, a, $"image_{step}"), $"residual_{step}");
            var next = 1 / (2 * theta / delta - ratio);
            direction = graph.Add(
                graph.Mul(direction, graph.Scalar($"momentum_{step}", (float)(next * ratio))),
                graph.Mul(residual, graph.Scalar($"step_{step}", (float)(2 * next / delta))), $"direction_{step}");
            solution = graph.Add(solution, direction, $"solution_{step}");
            ratio = next;
        }
        return solution;
    }
}
