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
    readonly ModelCard card;
    readonly SequencePlan plan;
    readonly SequenceBatch batch;
    readonly TrainingProgram? program; // null when no history has a second item: there is nothing to learn from
    double seconds;

    /// <param name="shortest">Places that the body needs at least.</param>
    public SequenceTraining(string key, FitRequest request, SequenceNetwork network, ModelCard card, int shortest = 1)
    {
        (this.key, this.request, this.network, this.card) = (key, request, network, card);
        var settings = network.Settings;
        plan = new SequencePlan(request.Log, settings.Length, settings.BatchSize);
        batch = new SequenceBatch(request.Log, settings, new NegativeDraw(request.Log), shortest);
        if (plan.Targets > 0)
            program = new TrainingProgram(key, network.Loss, new AdamOptions { MaxGradientNorm = LongestGradient },
                new TrainingOptions { Seed = request.Seed, Workers = settings.Workers, Accumulates = true });
    }

    public int EpochsDone { get; private set; }

    public int Epochs => network.Settings.Epochs;

    public double RunEpoch(IProgress<double>? progress, CancellationToken cancellation)
    {
        var started = request.Time.GetTimestamp();
        var rng = new Rng(request.Seed).Fork((ulong)EpochsDone + 1);
        var (sum, done) = (0.0, 0L);
        if (program is not null)
            foreach (var (number, chunks) in plan.Batches(rng).Index())
            {
                cancellation.ThrowIfCancellationRequested();
                var targets = Accumulate(chunks, rng.Fork((ulong)number));
                sum += targets * (double)program.Apply((float)network.Settings.LearningRate).Loss;
                done += targets;
                progress?.Report(done / (double)plan.Targets);
            }
        EpochsDone++;
        seconds += request.Time.GetElapsedTime(started).TotalSeconds;
        return done == 0 ? 0 : sum / done;
    }

    public IFittedModel ToModel()
    {
        var settings = network.Settings;
        var trained = program?.ReadParameters() ?? [];
        var items = request.Log.Vocabulary;
        if (program is null) trained[SequenceNetwork.Table] = new float[items.Count * settings.Dimensions];
        var reading = new EncoderOptions { MaxInteractions = settings.Length, PositionDecay = 1 };
        var encoder = program is null ? DecayedMeanEncoder.Create(reading) : new EncoderModel(network.Encoder($"{key}_encoder", trained), reading);
        return new InnerProductModel(new ModelArtifact(key, items, settings.Dimensions, trained[SequenceNetwork.Table], encoder,
            new TrainingRecord(card.Options, request.Time.GetUtcNow(), request.Log.Rows.Length))
        {
            Card = card with { Epochs = EpochsDone, SecondsPerEpoch = EpochsDone == 0 ? null : seconds / EpochsDone },
        });
    }

    public void Save(Stream checkpoint)
    {
        new PassCount(EpochsDone, seconds).Write(checkpoint);
        program?.Save(checkpoint);
    }

    public void Restore(Stream checkpoint)
    {
        var (epochs, spent) = PassCount.Read(checkpoint);
        program?.Load(checkpoint);
        (EpochsDone, seconds) = (epochs, spent);
    }

    public void Dispose() => program?.Dispose();

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
