using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Clicks;

/// <summary>In: a log. Out: passes over its pairs, each against items that the shopper did not deal with; and the click model, calibrated on pairs kept apart.</summary>
sealed class ClickTraining : IModelTraining
{
    const ulong ApartStream = 11, CalibrationStream = 12;

    readonly FitRequest request;
    readonly NeuMfModel.Settings settings;
    readonly ClickPairs pairs;
    readonly ClickNetwork network;
    readonly TrainingProgram? program; // null without a pair: there is nothing to learn from
    readonly TrainingPasses passes;
    readonly float[] decays;

    public ClickTraining(FitRequest request, NeuMfModel.Settings settings, ModelCard card)
    {
        (this.request, this.settings) = (request, settings);
        request.Warm?.CheckFits(NeuMfModel.Key, 0);
        pairs = new ClickPairs(request.Log, request.Warm, new Rng(request.Seed).Fork(ApartStream));
        network = new ClickNetwork(settings, request.Log.Vocabulary.Count, pairs.TellsOfPurchases);
        decays = [.. Enumerable.Range(0, settings.History.Length).Select(age => (float)Math.Pow(settings.History.Decay, age))];
        if (pairs.Count > 0)
            program = new TrainingProgram(NeuMfModel.Key, network.Loss, new AdamOptions(), new TrainingOptions { Seed = request.Seed, Workers = settings.Workers, Accumulates = true });
        passes = new TrainingPasses(NeuMfModel.Key, request, card, program);
        if (program is not null) request.Warm?.Fill(program, request.Log.Vocabulary, ClickNetwork.ItemTables);
    }

    public int EpochsDone => passes.Done;

    public int Epochs => settings.Epochs;

    public double RunEpoch(IProgress<double>? progress, CancellationToken cancellation) => passes.Run(rng => passes.OverBatches(
        pairs.Shuffled(rng), settings.BatchSize, settings.LearningRate, rng, Fill, progress, cancellation));

    public IFittedModel ToModel()
    {
        if (program is null)
            return passes.ToModel(settings.History.ToEncoder(), ["Nobody dealt with two items: there was nothing to learn from."]);
        var trained = program.ReadParameters();
        var held = HeldOutOutputs.Of(network.ToOutputs(trained), pairs, decays, new Rng(request.Seed).Fork(CalibrationStream));
        var rng = new Rng(request.Seed).Fork(CalibrationStream + 1);
        var clicks = ClickCalibration.Fit(held.Clicks, held.IsClicked, rng);
        var purchases = pairs.TellsOfPurchases ? ClickCalibration.Fit(held.Purchases, held.IsBought, rng) : null;
        return passes.ToModel(network.ToServe(trained, clicks, purchases),
        [
            clicks is null ? "Too few shoppers to calibrate on: the probabilities are the network's own."
                : $"The probability of a click is among {NeuMfModel.NegativesPerClick} items drawn uniformly for each that was dealt with (a base rate of {1.0 / (1 + NeuMfModel.NegativesPerClick):0.##}), calibrated by {clicks.Name} on {pairs.Apart.Count:N0} dealings that nothing was learned from.",
            !pairs.TellsOfPurchases ? "The data do not tell a purchase from other dealings: there is no head for purchases."
                : purchases is null ? "Too few purchases to calibrate on: their probabilities are the network's own."
                : $"The probability of a purchase after a click is calibrated by {purchases.Name}.",
        ]);
    }

    public void Save(Stream checkpoint) => passes.Save(checkpoint);

    public void Restore(Stream checkpoint) => passes.Restore(checkpoint);

    public void Dispose() => passes.Dispose();

    void Fill(TrainingWorker worker, ReadOnlySpan<ClickPair> part, Rng rng)
    {
        Span<int> history = stackalloc int[settings.History.Length];
        var (wide, total) = (settings.Negatives + 1, 0);
        foreach (var pair in part) total += pairs.History(pair, history);
        var reads = worker.Input<long>(ClickNetwork.Reads, total);
        var owners = worker.Input<long>(ClickNetwork.Owners, total);
        var weights = worker.Input<float>(ClickNetwork.Weights, total);
        var scale = worker.Input<float>(ClickNetwork.Scale, part.Length, 1);
        var items = worker.Input<long>(ClickNetwork.Items, part.Length, wide);
        var clicked = worker.Input<float>(ClickNetwork.Clicked, part.Length, wide);
        var bought = pairs.TellsOfPurchases ? worker.Input<float>(ClickNetwork.Bought, part.Length, wide) : default;
        clicked.Clear();
        bought.Clear();
        var at = 0;
        for (var i = 0; i < part.Length; i++)
        {
            var count = pairs.History(part[i], history);
            var sum = 0f;
            for (var age = 0; age < count; age++, at++)
            {
                (reads[at], owners[at], weights[at]) = (history[age], i, decays[age]);
                sum += decays[age];
            }
            scale[i] = 1 / MathF.Sqrt(sum);
            items[i * wide] = pairs.ItemOf(part[i]);
            clicked[i * wide] = 1;
            if (!bought.IsEmpty && part[i].IsBought) bought[i * wide] = 1;
            for (var n = 1; n < wide; n++) items[i * wide + n] = pairs.Other(part[i], rng);
        }
    }
}
