using System.Text.Json;
using System.Text.Json.Nodes;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Commands;

/// <summary>
/// Measures passes as the references of the literature count them: one stretch of each shopper's latest interactions, as long
/// as the model reads, so that what it learns of longer histories does not count.
/// </summary>
public sealed class TrainBench(ModelRecipe recipe, JsonObject changes, int epochs)
{
    public const string PublishedText = "length 200, dimensions 50, one head, two blocks, batches of 128, binary loss";

    // MovieLens-1M: shoppers, items, and a lognormal that meets its mean length of 165 and its longest of some 2,000
    const int Shoppers = 6040;
    const int Items = 3416;
    const double LogMean = 4.56;
    const double LogDeviation = 1.0;
    const int ShortestHistory = 18;

    readonly TimeProvider time = TimeProvider.System;

    public TrainBenchReport Run(EvaluationDataset? dataset, TextWriter progress, CancellationToken cancellation)
    {
        var options = recipe.Key == SasRecModel.Key
            ? new JsonObject { ["length"] = 200, ["dimensions"] = 50, ["heads"] = 1, ["blocks"] = 2, ["hiddenFactor"] = 1, ["batchSize"] = 128, ["loss"] = "binary" }
            : [];
        foreach (var (name, value) in changes) options[name] = value?.DeepClone();
        var length = options["length"]?.Deserialize<int>() ?? 50;
        var events = dataset is null ? MadeUp(length) : Read(dataset, progress, length, cancellation);
        var log = TrainingLog.Build(events, new KindWeights(), cancellation);
        using var training = recipe.Begin!(new FitRequest(log, options, 42, time) { Cancellation = cancellation });
        training.RunEpoch(null, cancellation); // code is compiled, buffers have grown
        var seconds = new double[epochs];
        for (var pass = 0; pass < epochs; pass++)
        {
            var started = time.GetTimestamp();
            var loss = training.RunEpoch(null, cancellation);
            seconds[pass] = time.GetElapsedTime(started).TotalSeconds;
            progress.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"pass {pass + 1} of {epochs}: {seconds[pass]:0.00} s, loss {loss:0.0000}"));
        }
        Array.Sort(seconds);
        var median = seconds[seconds.Length / 2];
        var targets = log.Rows.Length - log.UserCount;
        return new TrainBenchReport(recipe.Key, log.UserCount, log.Vocabulary.Count, targets, epochs, median, seconds[0], seconds[^1], targets / median, "cpu", options);
    }

    static List<ShopEvent> Read(EvaluationDataset dataset, TextWriter progress, int length, CancellationToken cancellation)
    {
        var shop = new ShopImporter(TimeProvider.System).Read(new ImportRequest(dataset.Format, [dataset.Path], ColumnMap.Empty), new ProgressLine(progress), cancellation);
        return [.. shop.Events.Where(e => e.ItemId is not null).GroupBy(e => e.UserId).SelectMany(own => own.OrderBy(e => e.Timestamp).TakeLast(length + 1))];
    }

    static List<ShopEvent> MadeUp(int length)
    {
        var rng = new Rng(1);
        var start = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var events = new List<ShopEvent>();
        for (var shopper = 0; shopper < Shoppers; shopper++)
        {
            var count = Math.Min(length + 1, Math.Max(ShortestHistory, (int)Math.Exp(LogMean + LogDeviation * rng.NextGaussian())));
            for (var i = 0; i < count; i++)
                events.Add(new ShopEvent(new RecConsole.Engine.Events.EventId($"e{events.Count}"), EventKind.View, new UserId($"u{shopper}"), new SessionId("s"), start.AddMinutes(i)) { ItemId = new ItemId($"i{rng.NextInt(Items)}") });
        }
        return events;
    }
}
