namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// In: a graph and what it is for. Out: parameters, dropout and the layers made of them, so that one piece of code builds
/// the network that is trained and the one that serves: there parameters are inputs with a state, here constants with the
/// trained values, and dropout is nothing.
/// </summary>
public sealed class NetworkBuilder
{
    readonly IReadOnlyDictionary<string, float[]>? trained;
    readonly List<Parameter> parameters = [];
    readonly List<DropoutMask> masks = [];

    NetworkBuilder(OnnxGraphBuilder graph, IReadOnlyDictionary<string, float[]>? trained) => (Graph, this.trained) = (graph, trained);

    public static NetworkBuilder ForTraining(OnnxGraphBuilder graph) => new(graph, null);

    /// <param name="trained">The values by the parameters' names, as <see cref="TrainingProgram.ReadParameters"/> gives them.</param>
    public static NetworkBuilder ForServing(OnnxGraphBuilder graph, IReadOnlyDictionary<string, float[]> trained) => new(graph, trained);

    public OnnxGraphBuilder Graph { get; }

    public bool IsTraining => trained is null;

    public IReadOnlyList<Parameter> Parameters => parameters;

    public IReadOnlyList<DropoutMask> Masks => masks;

    /// <exception cref="OnnxGraphException">The trained values have no parameter of this name and size.</exception>
    public GraphValue Parameter(string name, Initialization initialization, params ReadOnlySpan<long> shape) =>
        Parameter(new Parameter(name, null!, shape.ToArray(), initialization));

    /// <summary>A table whose rows are looked up; a step touches only those (see <see cref="Learning.Parameter.OnlyLookedUpRows"/>).</summary>
    public GraphValue Table(string name, Initialization initialization, long rows, long width, bool onlyLookedUpRows = true) =>
        Parameter(new Parameter(name, null!, [rows, width], initialization) { OnlyLookedUpRows = onlyLookedUpRows });

    /// <summary>x times a matrix plus a bias, over the last axis.</summary>
    public GraphValue Linear(GraphValue x, long width, string name)
    {
        if (x.Shape[^1] is not { IsNumber: true, Length: var columns })
            throw new OnnxGraphException($"Linear '{name}': the last extent of {x} must be a number.");
        var product = Graph.MatMul(x, Parameter($"{name}.weight", Initialization.Glorot, columns, width), $"{name}.product");
        return Graph.Add(product, Parameter(new Parameter($"{name}.bias", null!, [width], Initialization.Zeros) { Decays = false }), name);
    }

    /// <summary>Layer normalisation over the last axis, with a scale and a bias of its own.</summary>
    public GraphValue Normalize(GraphValue x, string name, float epsilon = 1e-5f)
    {
        if (x.Shape[^1] is not { IsNumber: true, Length: var width })
            throw new OnnxGraphException($"LayerNormalization '{name}': the last extent of {x} must be a number.");
        var scale = Parameter(new Parameter($"{name}.scale", null!, [width], Initialization.Ones) { Decays = false });
        var bias = Parameter(new Parameter($"{name}.bias", null!, [width], Initialization.Zeros) { Decays = false });
        return Graph.LayerNormalization(x, scale, bias, epsilon, name);
    }

    /// <summary>In training, x with a share of its elements at 0 and the others scaled up; in serving, x itself.</summary>
    public GraphValue Dropout(GraphValue x, double rate, string name)
    {
        if (rate is < 0 or >= 1 or double.NaN) throw new ArgumentOutOfRangeException(nameof(rate), rate, $"The rate of dropout '{name}' is 0 or more and below 1.");
        if (!IsTraining || rate == 0) return x;
        if (x.Shape.Any(extent => extent.IsUnknown))
            throw new OnnxGraphException($"Dropout '{name}': {x} has an extent that the inputs do not give; reshape it like one that has.");
        var mask = new DropoutMask(name, Graph.Input($"{name}.mask", x.Type, [.. x.Shape]), rate);
        masks.Add(mask);
        return Graph.Mul(x, mask.Value, name);
    }

    GraphValue Parameter(Parameter wanted)
    {
        if (trained is null)
        {
            var learned = wanted with { Value = Graph.Input(wanted.Name, ElementType.Float32, [.. wanted.Shape.Select(extent => (Dimension)extent)]) };
            parameters.Add(learned);
            return learned.Value;
        }
        if (!trained.TryGetValue(wanted.Name, out var values))
            throw new OnnxGraphException($"The trained values have no parameter '{wanted.Name}'; they have {string.Join(", ", trained.Keys)}.");
        return Graph.Constant<float>(wanted.Name, values, [.. wanted.Shape]);
    }
}
