namespace RecConsole.Engine.Graph.Gradients;

/// <summary>
/// What a gradient rule works with: one operator of the forward graph, the gradients of its results, and where to put
/// those of its inputs. Broadcasting is undone here, so that no rule has to.
/// </summary>
public sealed class GradientStep
{
    readonly GraphDifferentiator differentiator;

    internal GradientStep(GraphDifferentiator differentiator, OnnxGraphBuilder graph, GraphNode node, IReadOnlyList<GraphValue?> outputs) =>
        (this.differentiator, Graph, Node, OutputGradients) = (differentiator, graph, node, outputs);

    /// <summary>Where the rule appends its operators.</summary>
    public OnnxGraphBuilder Graph { get; }

    public GraphNode Node { get; }

    /// <summary>Of each result; null where the loss does not depend on it.</summary>
    public IReadOnlyList<GraphValue?> OutputGradients { get; }

    /// <summary>The gradient of the first result.</summary>
    public GraphValue Gradient => OutputGradients[0] ?? Graph.ZerosLike(Output);

    public GraphValue Output => Node.Outputs[0];

    public GraphValue Input(int place) => Node.Inputs[place];

    /// <summary>Whether anybody asks for this input's gradient.</summary>
    public bool Wants(int place) => differentiator.IsWanted(Input(place));

    /// <summary>Adds to an input's gradient; what broadcasting repeated is summed. Nothing happens where nobody wants it.</summary>
    public void Give(int place, GraphValue gradient)
    {
        if (Wants(place)) differentiator.Add(Input(place), SumTo(gradient, Input(place)));
    }

    /// <summary>Adds to the gradient of rows of an input.</summary>
    public void GiveRows(int place, RowGradient rows)
    {
        if (Wants(place)) differentiator.Add(Input(place), rows);
    }

    /// <summary>A constant of the type that the operator computes in.</summary>
    public GraphValue Number(double number) => Graph.Number(Output.Type, number);

    public long Attribute(string name) => Node.Attributes.Single(attribute => attribute.Name == name).I;

    public long[] AttributeList(string name) => [.. Node.Attributes.Single(attribute => attribute.Name == name).Ints];

    /// <summary>The content of an input that is a constant of integers: axes, places.</summary>
    public long[] Integers(int place) => Input(place).Integers
        ?? throw new OnnxGraphException($"{Node.Operator} '{Node.Name}': its gradient needs {Input(place)} as a constant.");

    GraphValue SumTo(GraphValue gradient, GraphValue operand)
    {
        var extra = gradient.Rank - operand.Rank;
        var axes = Enumerable.Range(0, gradient.Rank)
            .Where(axis => axis < extra || (operand.Shape[axis - extra] == 1 && gradient.Shape[axis] != 1)).Select(axis => (long)axis).ToArray();
        if (axes.Length == 0) return gradient;
        if (axes.Length == extra) return Graph.ReduceSum(gradient, axes);
        var sum = Graph.ReduceSum(gradient, axes, keepDimensions: true);
        return extra == 0 ? sum : Graph.Squeeze(sum, [.. Enumerable.Range(0, extra).Select(axis => (long)axis)]);
    }
}
