using RecConsole.Engine.Graph;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Clicks;

/// <summary>
/// What turns a network's output into a probability. In: outputs and labels of pairs that the network never learned from. Out:
/// Platt's line or the isotonic steps, whichever has the lower log loss where it was not fitted (in two halves, each asked by
/// the other's); the one chosen is fitted to all. Rising without exception, so that it changes no order: the steps, level here
/// and there, are mixed with a hundredth of the line, which also keeps them off 0 and 1.
/// </summary>
/// <param name="Steps">Null where the line was chosen.</param>
sealed record ClickCalibration(PlattScaling Line, IsotonicRegression? Steps)
{
    const double LineShare = 0.01;

    /// <summary>Of each label, so many or more are wanted: fewer say nothing.</summary>
    const int Least = 5;

    /// <summary>Pairs below which steps are not tried: they take noise for shape (Niculescu-Mizil and Caruana 2005).</summary>
    const int LeastForSteps = 1000;

    /// <summary>A line that falls would turn the order round: where the outputs say nothing, it hardly rises.</summary>
    const double SmallestSlope = 0.01;

    /// <summary>Null where there are too few of either label.</summary>
    /// <param name="rng">Of the halves.</param>
    public static ClickCalibration? Fit(double[] outputs, bool[] labels, Rng rng)
    {
        var positives = labels.Count(label => label);
        if (positives < Least || labels.Length - positives < Least) return null;
        var line = new ClickCalibration(Rising(outputs, labels), null);
        if (labels.Length < LeastForSteps) return line;
        var order = Enumerable.Range(0, labels.Length).ToArray();
        rng.Shuffle<int>(order);
        var (one, other) = (order[..(order.Length / 2)], order[(order.Length / 2)..]);
        var (ofLine, ofSteps) = (0.0, 0.0);
        foreach (var (fitted, asked) in new[] { (one, other), (other, one) })
        {
            var (x, y) = (Array.ConvertAll(fitted, n => outputs[n]), Array.ConvertAll(fitted, n => labels[n]));
            var (a, b) = (new ClickCalibration(Rising(x, y), null), new ClickCalibration(Rising(x, y), IsotonicRegression.Fit(x, y)));
            foreach (var n in asked)
            {
                ofLine += Loss(a.At(outputs[n]), labels[n]);
                ofSteps += Loss(b.At(outputs[n]), labels[n]);
            }
        }
        return ofSteps < ofLine ? line with { Steps = IsotonicRegression.Fit(outputs, labels) } : line;
    }

    public string Name => Steps is null ? "Platt's line" : $"{Steps.Values.Count} isotonic steps";

    public double At(double output) => Steps is null ? Line.At(output) : (1 - LineShare) * Steps.At(output) + LineShare * Line.At(output);

    /// <param name="outputs">[B, K].</param>
    public GraphValue Append(OnnxGraphBuilder graph, GraphValue outputs, string name)
    {
        var line = graph.Sigmoid(graph.Add(graph.Mul(outputs, Number(graph, Line.Slope)), Number(graph, Line.Intercept)), $"{name}.line");
        if (Steps is null) return line;
        // the first value, and of each rise between two steps the share that the output has climbed: no difference of large numbers
        var rises = Steps.Values.Count - 1;
        var level = Number(graph, (1 - LineShare) * Steps.Values[0]);
        var mixed = graph.Mul(line, Number(graph, LineShare));
        if (rises == 0) return graph.Add(mixed, level, $"{name}.probability");
        var from = Vector(graph, $"{name}.from", rises, i => Steps.Scores[i]);
        var width = Vector(graph, $"{name}.width", rises, i => Steps.Scores[i + 1] - Steps.Scores[i]);
        var rise = graph.Unsqueeze(Vector(graph, $"{name}.rise", rises, i => (1 - LineShare) * (Steps.Values[i + 1] - Steps.Values[i])), [1]);
        var climbed = graph.Div(graph.Sub(graph.Unsqueeze(outputs, [2]), from), width);
        var within = graph.Min(graph.Max(climbed, Number(graph, 0)), Number(graph, 1), $"{name}.climbed");
        return graph.Add(graph.Add(graph.Squeeze(graph.MatMul(within, rise), [2]), level), mixed, $"{name}.probability");
    }

    static PlattScaling Rising(double[] outputs, bool[] labels)
    {
        var line = PlattScaling.Fit(outputs, labels);
        if (line.Slope >= SmallestSlope) return line;
        var positives = labels.Count(label => label);
        return new PlattScaling(SmallestSlope, Math.Log((positives + 1.0) / (labels.Length - positives + 1)) - SmallestSlope * outputs.Average());
    }

    static double Loss(double probability, bool label) => -Math.Log(Math.Max(1e-12, label ? probability : 1 - probability));

    static GraphValue Number(OnnxGraphBuilder graph, double value) => graph.Number(ElementType.Float32, value);

    static GraphValue Vector(OnnxGraphBuilder graph, string name, int count, Func<int, double> at) =>
        graph.Vector<float>(name, [.. Enumerable.Range(0, count).Select(i => (float)at(i))]);
}
