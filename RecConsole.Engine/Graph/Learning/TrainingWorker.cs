namespace RecConsole.Engine.Graph.Learning;

/// <summary>One worker's part of a batch: write its inputs, then let the program run. One thread at a time.</summary>
public sealed class TrainingWorker : IDisposable
{
    readonly ProgramBinding binding;
    readonly TrainingGraph graph;
    readonly int number;
    readonly ulong seed;
    readonly Dictionary<string, GraphValue> inputs;
    readonly Dictionary<string, long> extents = new(StringComparer.Ordinal);
    readonly long[][] maskShapes;

    internal TrainingWorker(ProgramBinding binding, TrainingGraph graph, int number, ulong seed)
    {
        (this.binding, this.graph, this.number, this.seed) = (binding, graph, number, seed);
        inputs = graph.Inputs.ToDictionary(input => input.Name, StringComparer.Ordinal);
        maskShapes = [.. graph.Masks.Select(mask => new long[mask.Value.Rank])];
        binding.Output<float>(TrainingGraph.Loss);
    }

    /// <summary>The memory of an input in this shape; what a named extent is here, it is for the masks too.</summary>
    public Span<T> Input<T>(string name, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        if (!inputs.TryGetValue(name, out var input))
            throw new ArgumentException($"The network has no input '{name}'; it has {string.Join(", ", inputs.Keys)}.", nameof(name));
        if (input.Rank != shape.Length)
            throw new ArgumentException($"The input {input} has {input.Rank} dimensions, not {shape.Length}.", nameof(shape));
        for (var i = 0; i < shape.Length; i++)
            if (input.Shape[i].Symbol is { } symbol) extents[symbol] = shape[i];
            else if (input.Shape[i].Length != shape[i])
                throw new ArgumentException($"Extent {i} of the input {input} is {shape[i]} here.", nameof(shape));
        return binding.Input<T>(name, shape);
    }

    internal ProgramBinding Binding => binding;

    /// <summary>Runs on the caller's thread; the loss.</summary>
    internal float Run(long step, int part)
    {
        for (var i = 0; i < maskShapes.Length; i++)
        {
            var mask = graph.Masks[i];
            for (var d = 0; d < maskShapes[i].Length; d++)
                maskShapes[i][d] = mask.Value.Shape[d].Evaluate(extents)
                    ?? throw new InvalidOperationException($"The shape of dropout '{mask.Name}' needs {mask.Value.Shape[d]}: write the inputs that give it.");
            mask.Fill(binding.Input<float>(mask.Value.Name, maskShapes[i]), seed, step, part);
        }
        binding.Run();
        return binding.Output<float>(TrainingGraph.Loss)[0];
    }

    internal int Number => number;

    public void Dispose() => binding.Dispose();
}
