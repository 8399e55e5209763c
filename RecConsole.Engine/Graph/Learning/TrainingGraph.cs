using RecConsole.Engine.Graph.Gradients;

namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// In: the code that builds a network's loss. Out: the graphs of its training: a whole step (forward, backward, update) as
/// one; or, where a step is made of several parts, the graph that adds a part's gradients up and the one that applies them.
/// </summary>
sealed class TrainingGraph
{
    public const string LearningRate = "learning_rate", Loss = "loss", GradientNorm = "gradient_norm", Share = "share", Keep = "keep", StepNumber = "step";

    readonly OnnxGraphBuilder graph;
    readonly List<TrainingState> states = [];

    TrainingGraph(string name) => graph = new OnnxGraphBuilder(name);

    public IReadOnlyList<TrainingState> States => states;

    public IReadOnlyList<Parameter> Parameters { get; private set; } = [];

    public IReadOnlyList<DropoutMask> Masks { get; private set; } = [];

    /// <summary>What the caller brings for each run: the network's own inputs, with the names of their extents.</summary>
    public IReadOnlyList<GraphValue> Inputs { get; private set; } = [];

    public static TrainingGraph Step(string name, Func<NetworkBuilder, GraphValue> network, AdamOptions options)
    {
        var step = new TrainingGraph($"{name}_step");
        var gradients = step.Differentiate(network);
        step.Update(options, parameter => step.StaysRows(parameter, gradients)
            ? step.TakeRows([step.FillRows(parameter, gradients[parameter.Value], null)])
            : (null, gradients[parameter.Value].Dense()));
        return step;
    }

    /// <summary>Adds share x gradient to sums, which start anew where 'keep' is 0.</summary>
    public static TrainingGraph Part(string name, Func<NetworkBuilder, GraphValue> network)
    {
        var part = new TrainingGraph($"{name}_part");
        var gradients = part.Differentiate(network);
        var graph = part.graph;
        var (share, keep) = (graph.Input(Share, ElementType.Float32), graph.Input(Keep, ElementType.Float32));
        foreach (var parameter in part.Parameters)
        {
            graph.Scope = $"sum.{parameter.Name}.";
            if (part.StaysRows(parameter, gradients)) part.FillRows(parameter, gradients[parameter.Value], share);
            else
            {
                var sum = part.State(SumName(parameter.Name, null), parameter.Value);
                var added = graph.Mul(gradients[parameter.Value].Dense(), share);
                part.Write(sum, graph.Add(graph.Mul(sum.Input, keep), added, $"{sum.Name}.next"));
            }
        }
        return part;
    }

    /// <param name="part">The graph that fills the sums.</param>
    /// <param name="workers">How many sums there are of each gradient.</param>
    public static TrainingGraph Apply(string name, TrainingGraph part, int workers, AdamOptions options)
    {
        var apply = new TrainingGraph($"{name}_apply");
        var graph = apply.graph;
        apply.Parameters = [.. part.Parameters.Select(parameter => parameter with
        {
            Value = apply.State(parameter.Name, parameter.Value).Input,
        })];
        apply.Update(options, parameter =>
        {
            TrainingState Sum(string stem, int worker, GraphValue like) => apply.State(SumName(stem, worker), like);
            var inPart = part.states.Single(state => state.Name == SumName(parameter.Name, null));
            var touched = part.states.FirstOrDefault(state => state.Name == SumName($"{parameter.Name}.touched", null));
            var sums = Enumerable.Range(0, workers).Select(worker => Sum(parameter.Name, worker, inPart.Input)).ToList();
            if (touched is null) return (null, sums.Select(sum => sum.Input).Aggregate((a, b) => graph.Add(a, b)));
            return apply.TakeRows([.. sums.Select((sum, worker) => (sum, Sum($"{parameter.Name}.touched", worker, touched.Input)))]);
        });
        return apply;
    }

    /// <summary>The name of a gradient's sum: of the worker at hand, or of a certain one.</summary>
    public static string SumName(string parameter, int? worker) => worker is { } number ? $"{parameter}.sum.{number}" : $"{parameter}.sum";

    public byte[] Build()
    {
        foreach (var state in states) state.CheckOrder(graph);
        return graph.Build();
    }

    IReadOnlyDictionary<GraphValue, ValueGradient> Differentiate(Func<NetworkBuilder, GraphValue> network)
    {
        var builder = NetworkBuilder.ForTraining(graph);
        var loss = graph.Identity(network(builder), Loss);
        if (builder.Parameters.Count == 0) throw new OnnxGraphException("The network has no parameter: there is nothing to learn.");
        (Parameters, Masks) = (builder.Parameters, builder.Masks);
        Inputs = [.. graph.Inputs.Except(Parameters.Select(parameter => parameter.Value)).Except(Masks.Select(mask => mask.Value))];
        states.AddRange(Parameters.Select(parameter => new TrainingState(parameter.Value)));
        graph.Output(loss);
        return GraphDifferentiator.Gradients(graph, loss, [.. Parameters.Select(parameter => parameter.Value)]);
    }

    bool StaysRows(Parameter parameter, IReadOnlyDictionary<GraphValue, ValueGradient> gradients) =>
        parameter.OnlyLookedUpRows && gradients[parameter.Value].IsRowsOnly;

    /// <summary>
    /// Adds looked-up rows to a table of sums, in place, and notes which they are. That table and a flag a row are the
    /// price for leaving out ONNX's Unique, which takes 3 ms for 25,600 indices of 3,400 and 12 ms of a million, where
    /// adding takes 0.7 ms and finding the flags of a million rows again 0.3 ms.
    /// </summary>
    (TrainingState Sums, TrainingState Touched) FillRows(Parameter parameter, ValueGradient gradient, GraphValue? share)
    {
        var sums = State(SumName(parameter.Name, null), parameter.Value);
        var touched = State(SumName($"{parameter.Name}.touched", null), ElementType.Bool, parameter.Shape[0]);
        foreach (var (place, part) in gradient.Rows.Index())
        {
            graph.Scope = $"rows.{parameter.Name}.";
            var rows = share is null ? part.Rows : graph.Mul(part.Rows, share);
            Write(sums, graph.AddRows(sums.Latest, part.Indices, rows, $"{sums.Name}.filled_{place}"));
            Write(touched, graph.SetRows(touched.Latest, part.Indices, graph.Equal(part.Indices, part.Indices), $"{touched.Name}.filled_{place}"));
        }
        graph.Scope = "";
        return (sums, touched);
    }

    /// <summary>The rows that were looked up, each once, and their gradients; the tables are zero again afterwards.</summary>
    (GraphValue? Indices, GraphValue Gradient) TakeRows(IReadOnlyList<(TrainingState Sums, TrainingState Touched)> tables)
    {
        graph.Scope = $"rows.{tables[0].Sums.Name}.";
        var indices = graph.NonZero(tables.Select(table => table.Touched.Latest).Aggregate((a, b) => graph.Or(a, b)));
        var gradient = tables.Select(table => graph.Gather(table.Sums.Latest, indices)).Aggregate((a, b) => graph.Add(a, b));
        var (zeros, none) = (graph.ZerosLike(gradient), graph.Less(indices, graph.Number(ElementType.Int64, 0)));
        foreach (var (sums, touched) in tables)
        {
            Write(sums, graph.SetRows(sums.Latest, indices, zeros, $"{sums.Name}.cleared"));
            Write(touched, graph.SetRows(touched.Latest, indices, none, $"{touched.Name}.cleared"));
        }
        graph.Scope = "";
        return (indices, gradient);
    }

    void Update(AdamOptions options, Func<Parameter, (GraphValue? Indices, GraphValue Gradient)> gradientOf)
    {
        var step = State(StepNumber, ElementType.Float64);
        Write(step, graph.Add(step.Input, graph.Number(ElementType.Float64, 1), "step.next"));
        var adam = new AdamUpdate(graph, options, step.Latest, graph.Input(LearningRate, ElementType.Float32));
        var gradients = Parameters.Select(gradientOf).ToList();
        var (clip, norm) = adam.Clip([.. gradients.Select(gradient => gradient.Gradient)]);
        graph.Output(norm);
        foreach (var (parameter, (indices, gradient)) in Parameters.Zip(gradients))
        {
            TrainingState[] all = [states.Single(state => state.Input == parameter.Value), State($"{parameter.Name}.m", parameter.Value), State($"{parameter.Name}.v", parameter.Value)];
            if (indices is null)
            {
                var (next, first, second) = adam.Next(parameter.Name, parameter.Decays, all[0].Input, all[1].Input, all[2].Input, gradient, clip);
                foreach (var (state, value) in all.Zip([next, first, second])) Write(state, value);
                continue;
            }
            graph.Scope = $"adam.{parameter.Name}.";
            var rows = Array.ConvertAll(all, state => graph.Gather(state.Input, indices));
            var (row, firstRow, secondRow) = adam.Next($"{parameter.Name}.rows", parameter.Decays, rows[0], rows[1], rows[2], gradient, clip);
            foreach (var (state, value) in all.Zip([row, firstRow, secondRow]))
                Write(state, graph.SetRows(state.Input, indices, value, $"{state.Name}.next"));
        }
    }

    TrainingState State(string name, GraphValue like) => State(name, like.Type, [.. like.Shape.Select(extent => extent.Length)]);

    TrainingState State(string name, ElementType type, params ReadOnlySpan<long> shape)
    {
        var extents = new Dimension[shape.Length];
        for (var i = 0; i < extents.Length; i++) extents[i] = shape[i];
        var state = new TrainingState(graph.Input(name, type, extents));
        states.Add(state);
        return state;
    }

    void Write(TrainingState state, GraphValue next)
    {
        graph.Output(next);
        state.Outputs.Add(next);
    }
}
