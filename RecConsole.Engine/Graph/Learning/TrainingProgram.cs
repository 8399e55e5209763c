using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// In: code that builds a network's loss, and batches. Out: the trained parameters, on request. A step is one ONNX graph
/// (forward, backward, update) that ONNX Runtime runs; parameters and the optimizer's state lie in buffers on the device,
/// which a step reads and writes in place: a looked-up table of 1,000,000 x 64 is not copied (33 ms), only its touched
/// rows are written (0.2 ms for 6,400). With several workers, or parts that add up to one step, it is two graphs.
/// </summary>
public sealed class TrainingProgram : IDisposable
{
    readonly TrainingOptions options;
    readonly OnnxProgram first; // the whole step, or one part of it
    readonly OnnxProgram? last; // applies the sums of the parts
    readonly ProgramBinding? applying;
    readonly DeviceTensors tensors;
    readonly TrainingWorker[] workers;
    readonly float[] losses;
    readonly IReadOnlyList<Parameter> parameters;
    float summedLoss;
    int parts;

    /// <param name="network">Builds the forward half and returns the loss, a scalar. May be called twice; builds the same each time.</param>
    /// <exception cref="OnnxGraphException">The network cannot be learned: an operator without a gradient, a parameter without an influence.</exception>
    public TrainingProgram(string name, Func<NetworkBuilder, GraphValue> network, AdamOptions adam, TrainingOptions options)
    {
        adam.Check();
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Workers);
        this.options = options;
        var inParts = options.Workers > 1 || options.Accumulates;
        var graph = inParts ? TrainingGraph.Part(name, network) : TrainingGraph.Step(name, network, adam);
        parameters = graph.Parameters;
        tensors = new DeviceTensors(options.Device);
        Model = graph.Build();
        first = new OnnxProgram(Model, new ProgramOptions { Device = options.Device });
        losses = new float[options.Workers];
        workers = [.. Enumerable.Range(0, options.Workers).Select(worker => new TrainingWorker(first.Bind(), graph, worker, options.Seed))];
        foreach (var worker in workers) Attach(worker.Binding, graph, inParts ? worker.Number : null);
        if (inParts)
        {
            var apply = TrainingGraph.Apply(name, graph, options.Workers, adam);
            last = new OnnxProgram(apply.Build(), new ProgramOptions { Device = options.Device, Threads = options.Workers });
            applying = last.Bind();
            Attach(applying, apply, null);
        }
        Applying.Output<float>(TrainingGraph.GradientNorm);
    }

    /// <summary>The graph of the step, or of one part of it, as an ONNX file: to look at in any ONNX tool.</summary>
    public byte[] Model { get; }

    /// <summary>How many steps were done.</summary>
    public long Steps { get; private set; }

    /// <summary>Each computes one part of every batch.</summary>
    public IReadOnlyList<TrainingWorker> Workers => workers;

    ProgramBinding Applying => applying ?? workers[0].Binding;

    /// <summary>One step on what the workers' inputs hold, each worker's part counting the same.</summary>
    public StepResult Step(float learningRate)
    {
        if (last is not null)
        {
            Span<float> shares = stackalloc float[workers.Length];
            shares.Fill(1f / workers.Length);
            Accumulate(shares);
            return Apply(learningRate);
        }
        Applying.Input<float>(TrainingGraph.LearningRate)[0] = learningRate;
        var loss = workers[0].Run(Steps++, 0);
        return new StepResult(loss, Applying.Output<float>(TrainingGraph.GradientNorm)[0]);
    }

    /// <summary>Adds the gradients of what the workers' inputs hold to the step that <see cref="Apply"/> will do.</summary>
    /// <param name="shares">
    /// One a worker: what its loss counts. With mean losses, its number of examples by that of the whole step; shares of a
    /// step add up to 1.
    /// </param>
    public void Accumulate(params ReadOnlySpan<float> shares)
    {
        if (last is null) throw new InvalidOperationException("This training does each step as one: set Accumulates in its options.");
        if (shares.Length != workers.Length)
            throw new ArgumentException($"There are {workers.Length} workers and {shares.Length} shares: each worker has one.", nameof(shares));
        for (var i = 0; i < workers.Length; i++)
        {
            workers[i].Binding.Input<float>(TrainingGraph.Share)[0] = shares[i];
            workers[i].Binding.Input<float>(TrainingGraph.Keep)[0] = parts == 0 ? 0 : 1;
        }
        if (workers.Length == 1) losses[0] = workers[0].Run(Steps, parts);
        else Parallel.For(0, workers.Length, new ParallelOptions { MaxDegreeOfParallelism = workers.Length },
            worker => losses[worker] = workers[worker].Run(Steps, parts * workers.Length + worker));
        for (var i = 0; i < workers.Length; i++) summedLoss += shares[i] * losses[i];
        parts++;
    }

    /// <summary>The step, by the gradients that were added up since the last.</summary>
    public StepResult Apply(float learningRate)
    {
        if (last is null || parts == 0) throw new InvalidOperationException("Nothing was added up since the last step: call Accumulate first.");
        Applying.Input<float>(TrainingGraph.LearningRate)[0] = learningRate;
        Applying.Run();
        var result = new StepResult(summedLoss, Applying.Output<float>(TrainingGraph.GradientNorm)[0]);
        (summedLoss, parts) = (0, 0);
        Steps++;
        return result;
    }

    /// <summary>The parameters as they are now, copied from the device: for an encoder, an evaluation, the best epoch.</summary>
    public Dictionary<string, float[]> ReadParameters() =>
        parameters.ToDictionary(parameter => parameter.Name, parameter => tensors.Read<float>(parameter.Name), StringComparer.Ordinal);

    /// <summary>Puts these values in the place of the parameters' own; the optimizer's state stays as it is.</summary>
    /// <exception cref="ArgumentException">There is no parameter of a name, or it has another size; nothing is changed then.</exception>
    public void WriteParameters(IReadOnlyDictionary<string, float[]> values)
    {
        foreach (var (name, content) in values)
        {
            if (parameters.All(parameter => parameter.Name != name)) throw new ArgumentException($"This network has no parameter '{name}'; it has {string.Join(", ", parameters.Select(parameter => parameter.Name))}.", nameof(values));
            if (content.Length != tensors.CountOf(name)) throw new ArgumentException($"Parameter '{name}' has {tensors.CountOf(name)} numbers, not {content.Length}.", nameof(values));
        }
        foreach (var (name, content) in values) tensors.Write<float>(name, content);
    }

    /// <summary>Writes all that the next step depends on. A step must not be in the making.</summary>
    public void Save(Stream checkpoint)
    {
        if (parts > 0) throw new InvalidOperationException("A step is half done: apply it before saving.");
        TrainingCheckpoint.Write(checkpoint, tensors, Kept(), Steps);
    }

    /// <summary>Goes on where <see cref="Save"/> was: the next steps are the same as without the stop, bit for bit on the CPU.</summary>
    /// <exception cref="InvalidDataException">It is not a checkpoint of this network; the message says what differs.</exception>
    public void Load(Stream checkpoint)
    {
        Steps = TrainingCheckpoint.Read(checkpoint, tensors, Kept());
        (summedLoss, parts) = (0, 0);
    }

    public void Dispose()
    {
        foreach (var worker in workers) worker.Dispose();
        applying?.Dispose();
        first.Dispose();
        last?.Dispose();
        tensors.Dispose();
    }

    /// <summary>Sums are zero between steps, or start anew: they are not kept.</summary>
    IReadOnlyList<string> Kept() =>
        [TrainingGraph.StepNumber, .. parameters.SelectMany(parameter => (string[])[parameter.Name, $"{parameter.Name}.m", $"{parameter.Name}.v"])];

    void Attach(ProgramBinding binding, TrainingGraph graph, int? worker)
    {
        foreach (var state in graph.States)
        {
            // Each worker adds to sums of its own; all else is one for all.
            var shared = worker is null || parameters.Any(parameter => parameter.Name == state.Name);
            var name = shared ? state.Name : $"{state.Name}.{worker}";
            if (!tensors.Contains(name)) Add(name, state);
            binding.Attach(state.Name, tensors[name]);
            foreach (var output in state.Outputs) binding.AttachOutput(output.Name, tensors[name]);
        }
    }

    void Add(string name, TrainingState state)
    {
        var count = state.Shape.Aggregate(1L, (product, extent) => product * extent);
        switch (state.Input.Type)
        {
            case ElementType.Bool: tensors.Add<bool>(name, new bool[count], state.Shape); break;
            case ElementType.Float64: tensors.Add<double>(name, new double[count], state.Shape); break;
            default:
                var values = new float[count];
                var parameter = parameters.FirstOrDefault(parameter => parameter.Name == name);
                // By name, so that another parameter more or less leaves this one's numbers as they are.
                parameter?.Initialization.Fill(values, parameter.Shape, new Rng(options.Seed).Fork(KeyedNoise.Key(name)));
                tensors.Add<float>(name, values, state.Shape);
                break;
        }
    }
}
