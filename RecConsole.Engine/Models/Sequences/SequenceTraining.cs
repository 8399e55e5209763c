using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>In: a log and a network. Out: passes over the log, and the model with what they taught.</summary>
sealed class SequenceTraining : IModelTraining
{
    const double LongestGradient = 5;

    readonly string key;
    readonly FitRequest request;
    readonly SequenceNetwork network;
    readonly SequencePlan plan;
    readonly SequenceBatch batch;
    readonly TrainingProgram? program; // null when no history has a second item: there is nothing to learn from
    readonly TrainingPasses passes;

    /// <param name="shortest">Places that the body needs at least.</param>
    public SequenceTraining(string key, FitRequest request, SequenceNetwork network, ModelCard card, int shortest = 1)
    {
        (this.key, this.request, this.network) = (key, request, network);
        var settings = network.Settings;
        request.Warm?.CheckFits(key, settings.Dimensions);
        plan = new SequencePlan(request.Log, settings.Length, settings.BatchSize, request.Warm);
        batch = new SequenceBatch(request.Log, settings, new NegativeDraw(request.Log), shortest);
        if (plan.Targets > 0)
            program = new TrainingProgram(key, network.Loss, new AdamOptions { MaxGradientNorm = LongestGradient },
                new TrainingOptions { Seed = request.Seed, Workers = settings.Workers, Accumulates = true });
        passes = new TrainingPasses(key, request, card, program);
        if (program is not null) request.Warm?.Fill(program, request.Log.Vocabulary, new Dictionary<string, string?> { [SequenceNetwork.Table] = null });
    }

    public int EpochsDone => passes.Done;

    public int Epochs => network.Settings.Epochs;

    public double RunEpoch(IProgress<double>? progress, CancellationToken cancellation) => passes.Run(rng =>
    {
        var (sum, done) = (0.0, 0L);
        if (program is not null)
        {
            var batches = plan.Batches(rng);
            var all = (double)batches.Sum(chunks => chunks.Sum(chunk => (long)chunk.Targets));
            foreach (var (number, chunks) in batches.Index())
            {
                cancellation.ThrowIfCancellationRequested();
                var targets = Accumulate(chunks, rng.Fork((ulong)number));
                sum += targets * (double)program.Apply((float)network.Settings.LearningRate).Loss;
                done += targets;
                progress?.Report(done / all);
            }
        }
        return done == 0 ? 0 : sum / done;
    });

    public IFittedModel ToModel()
    {
        var settings = network.Settings;
        var reading = new EncoderOptions { MaxInteractions = settings.Length, PositionDecay = 1 };
        if (program is null) return passes.ToModel(settings.Dimensions, new float[request.Log.Vocabulary.Count * settings.Dimensions], DecayedMeanEncoder.Create(reading));
        var trained = program.ReadParameters();
        return passes.ToModel(settings.Dimensions, trained[SequenceNetwork.Table], new EncoderModel(network.Encoder($"{key}_encoder", trained), reading));
    }

    public void Save(Stream checkpoint) => passes.Save(checkpoint);

    public void Restore(Stream checkpoint) => passes.Restore(checkpoint);

    public void Dispose() => passes.Dispose();

    /// <summary>The batch in equal parts, one a worker; a part counts by its targets. Returns how many those are.</summary>
    int Accumulate(SequenceChunk[] chunks, Rng rng)
    {
        var workers = program!.Workers.Count;
        var targets = new int[workers];
        Span<float> shares = stackalloc float[workers];
        // a batch of fewer stretches than workers gives some of them one that counts nothing
        Parallel.For(0, workers, worker =>
        {
            var own = chunks.Where((_, place) => place % workers == worker).ToArray();
            targets[worker] = batch.Fill(program.Workers[worker], own.Length > 0 ? own : chunks.AsSpan(0, 1), rng.Fork((ulong)worker));
            if (own.Length == 0) targets[worker] = 0;
        });
        var all = targets.Sum();
        for (var worker = 0; worker < workers; worker++) shares[worker] = targets[worker] / (float)all;
        program.Accumulate(shares);
        return all;
    }
}
