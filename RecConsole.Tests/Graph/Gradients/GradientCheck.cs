using System.Numerics;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Gradients;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Graph.Gradients;

/// <summary>
/// Compares the gradients that a graph computes with central differences of the graph itself:
/// (L(x + h) - L(x - h)) / 2h, element by element, where L is the sum of the outputs, each with a random weight.
/// </summary>
static class GradientCheck
{
    public static void Holds(GradientCase trial)
    {
        if (trial.Type == ElementType.Float64) Holds<double>(trial, step: 1e-5, tolerance: 1e-7);
        else Holds<float>(trial, step: 1e-2, tolerance: 3e-3);
    }

    static void Holds<T>(GradientCase trial, double step, double tolerance) where T : unmanaged, INumber<T>
    {
        var rng = new Rng(7);
        var graph = new OnnxGraphBuilder("check");
        var output = trial.Build(graph, [.. trial.Shapes.Select((shape, i) => graph.Input($"x{i}", trial.Type, [.. shape.Select(extent => Extent(trial, extent))]))]);
        Assert.Contains(graph.Nodes, node => node.Operator == trial.Operator);
        var symbols = trial.Shapes.SelectMany(shape => shape).Distinct().ToDictionary(extent => $"n{extent}");
        long[] Shape(GraphValue value) =>
            [.. value.Shape.Select(extent => extent.Evaluate(symbols) ?? throw new InvalidOperationException($"{trial}: {value} has an extent that its inputs do not give."))];

        // Parameters that the case made are inputs, too; the masks of its dropouts are fixed.
        var masks = graph.Inputs.Where(input => input.Name.EndsWith(".mask", StringComparison.Ordinal)).ToArray();
        var inputs = graph.Inputs.Except(masks).ToArray();
        var shapes = Array.ConvertAll(inputs, Shape);
        var loss = graph.Total(graph.Mul(output, graph.Input("weights", trial.Type, [.. output.Shape])), "loss");
        var gradients = GraphDifferentiator.Gradients(graph, loss, inputs);
        graph.Output(loss);
        foreach (var input in inputs) graph.Output(graph.Identity(gradients[input].Dense(), $"d_{input.Name}"));

        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        Draw<T>(rng, Shape(output), (-1, 1)).CopyTo(binding.Input<T>("weights", Shape(output)));
        foreach (var mask in masks)
            foreach (ref var element in binding.Input<T>(mask.Name, Shape(mask))) element = rng.NextBool(0.25) ? T.Zero : T.CreateChecked(4.0 / 3);
        var lossValue = binding.Output<T>("loss");
        var values = new T[inputs.Length][];
        for (var i = 0; i < inputs.Length; i++)
        {
            values[i] = Draw<T>(rng, shapes[i], trial.Range);
            values[i].CopyTo(binding.Input<T>(inputs[i].Name, shapes[i]));
            binding.Output<T>($"d_{inputs[i].Name}", shapes[i]);
        }
        binding.Run();
        var computed = inputs.Select((input, i) => binding.Output<T>($"d_{input.Name}", shapes[i]).ToArray()).ToArray();
        Assert.Contains(computed, gradient => gradient.Any(element => element != T.Zero));
        for (var i = 0; i < inputs.Length; i++)
            for (var element = 0; element < values[i].Length; element++)
            {
                var x = binding.Input<T>(inputs[i].Name, shapes[i]);
                double At(T value, Span<T> memory, Span<T> result)
                {
                    memory[element] = value;
                    binding.Run();
                    return double.CreateChecked(result[0]);
                }
                var here = values[i][element];
                var difference = (At(here + T.CreateChecked(step), x, lossValue) - At(here - T.CreateChecked(step), x, lossValue)) / (2 * step);
                x[element] = here;
                var actual = double.CreateChecked(computed[i][element]);
                Assert.True(Math.Abs(difference - actual) <= tolerance * (1 + Math.Abs(difference)),
                    $"{trial}: d loss / d {inputs[i].Name}[{element}] is {actual}, by differences {difference}");
            }
    }

    static Dimension Extent(GradientCase trial, long extent) => trial.Symbolic ? $"n{extent}" : extent;

    static T[] Draw<T>(Rng rng, long[] shape, (double Low, double High) range) where T : INumber<T> =>
        [.. Enumerable.Range(0, (int)shape.Aggregate(1L, (a, b) => a * b)).Select(_ => T.CreateChecked(Away(range.Low + (range.High - range.Low) * rng.NextDouble())))];

    /// <summary>Functions with a kink have it at zero, where a difference says nothing.</summary>
    static double Away(double x) => Math.Abs(x) < 0.05 ? x + 0.1 : x;
}
