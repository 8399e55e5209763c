using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>In: a log and a network. Out: passes over the log's pairs, and the model with what they taught.</summary>
sealed class PairTraining : IModelTraining
{
    /// <summary>Name of the table of shoppers' own vectors, which no model keeps.</summary>
    public const string Shoppers = "shoppers";

    readonly FitRequest request;
    readonly PairSettings settings;
    readonly IPairNetwork network;
    readonly PairPlan plan;
    readonly TrainingProgram? program; // null without a pair: there is nothing to learn from
    readonly TrainingPasses passes;

    public PairTraining(string key, FitRequest request, PairSettings settings, IPairNetwork network, ModelCard card)
    {
        (this.request, this.settings, this.network) = (request, settings, network);
        request.Warm?.CheckFits(key, settings.Dimensions);
        plan = new PairPlan(request.Log, network.LeastItems, request.Warm);
        if (plan.Count > 0)
            program = new TrainingProgram(key, builder => PairLoss.Append(builder, network.Build(builder), settings.Regularization), new AdamOptions(),
                new TrainingOptions { Seed = request.Seed, Workers = network.Workers, Accumulates = true });
        passes = new TrainingPasses(key, request, card, program);
        if (program is not null) request.Warm?.Fill(program, request.Log.Vocabulary, network.ItemTables, Shoppers);
    }

    public int EpochsDone => passes.Done;

    public int Epochs => settings.Epochs;

    public double RunEpoch(IProgress<double>? progress, CancellationToken cancellation) =>
        passes.Run(rng => passes.OverBatches(plan.Shuffled(rng), settings.BatchSize, settings.LearningRate, rng, Fill, progress, cancellation));

    public IFittedModel ToModel()
    {
        var (matrix, encoder) = program is null
            ? (new float[request.Log.Vocabulary.Count * settings.Dimensions], DecayedMeanEncoder.Create(settings.History.ToEncoder()))
            : network.ToServe(program.ReadParameters());
        return passes.ToModel(settings.Dimensions, matrix, encoder);
    }

    public void Save(Stream checkpoint) => passes.Save(checkpoint);

    public void Restore(Stream checkpoint) => passes.Restore(checkpoint);

    public void Dispose() => passes.Dispose();

    void Fill(TrainingWorker worker, ReadOnlySpan<Pair> pairs, Rng rng)
    {
        var users = worker.Input<long>(PairLoss.Users, pairs.Length);
        var wanted = worker.Input<long>(PairLoss.Wanted, pairs.Length);
        var unwanted = worker.Input<long>(PairLoss.Unwanted, pairs.Length, settings.Negatives);
        for (var i = 0; i < pairs.Length; i++)
        {
            (users[i], wanted[i]) = (pairs[i].User, pairs[i].Item);
            for (var n = 0; n < settings.Negatives; n++) unwanted[i * settings.Negatives + n] = plan.Unwanted(pairs[i].User, rng);
        }
        network.Fill(worker, pairs);
    }
}
