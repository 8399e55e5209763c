using RecConsole.Engine.Catalog;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Content;

/// <summary>
/// In: a model and the catalogue. Out: embeddings for items that the model does not know, by their attributes: a small
/// network fitted to the embeddings of those that it knows (the mapping of Gantner et al. 2010, "Learning attribute-to-feature
/// mappings for cold-start recommendations", by a network with one hidden layer). What attributes do not tell stays at the mean
/// of the known items, where an item without a tower lies. One thread at a time.
/// </summary>
public sealed class ContentTower : IDisposable
{
    /// <summary>Known items below which nothing is fitted.</summary>
    public const int LeastItems = 50;

    const int MaxBatch = 1024;

    readonly ItemFeatures features;
    readonly byte[] graph;
    readonly OnnxProgram program;
    readonly ProgramBinding binding;

    internal ContentTower(ModelArtifact model, ItemFeatures features, byte[] graph, double explained, int known)
    {
        (Model, this.features, this.graph, Explained, KnownItems) = (model, features, graph, explained, known);
        program = new OnnxProgram(graph);
        binding = program.Bind();
    }

    /// <summary>To whose embeddings it was fitted.</summary>
    public ModelArtifact Model { get; }

    /// <summary>
    /// Share of the embeddings' variance that attributes explain, on items that were held out: 1 - sum |e - ê|² / sum |e - mean|².
    /// The pass was chosen by the same items, so it is a little high.
    /// </summary>
    public double Explained { get; }

    /// <summary>Items that it was fitted to and chosen by.</summary>
    public int KnownItems { get; }

    internal ItemFeatures Features => features;

    /// <summary>The network, as an ONNX file.</summary>
    internal ReadOnlySpan<byte> Graph => graph;

    /// <summary>Whether it can tell anything of the item: some of what it has, the known items have too. Else the item lies at the mean.</summary>
    public bool CanPlace(Item item) => features.Of(item).Length > 0;

    /// <summary>Null where there is too little to learn from, or where attributes explain nothing of held-out items: then the mean is as good.</summary>
    /// <exception cref="OperationCanceledException"/>
    public static ContentTower? Fit(ModelArtifact model, IReadOnlyList<Item> catalog, ContentTowerSettings settings, ulong seed, CancellationToken cancellation)
    {
        settings.Validate();
        var known = catalog.Select(item => (Item: item, Row: model.Vocabulary.IndexOf(item.Id))).Where(item => item.Row >= 0 && model.EmbeddingOf(item.Row).ContainsAnyExcept(0f)).ToArray();
        if (known.Length < LeastItems) return null;
        var rng = new Rng(seed);
        rng.Shuffle<(Item, int)>(known);
        if (known.Length > settings.MostItems) known = known[..settings.MostItems];
        var heldOut = Math.Max(1, (int)(known.Length * settings.HeldOutShare));
        var features = new ItemFeatures([.. known[heldOut..].Select(item => item.Item)]);
        if (features.Count == 0) return null;
        var own = Array.ConvertAll(known, item => features.Of(item.Item));
        var (targets, mean, deviation) = Standardise(model, Array.ConvertAll(known, item => item.Row), heldOut);
        if (deviation == 0) return null;

        var network = new ContentNetwork(settings, features.Count, model.Dimensions);
        using var training = new TrainingProgram("content_tower", network.Loss, new AdamOptions { WeightDecay = settings.WeightDecay }, new TrainingOptions { Seed = seed });
        var order = Enumerable.Range(heldOut, known.Length - heldOut).ToArray();
        var (best, bestError, bestPass) = (default(byte[]), 1.0, 0); // an error of 1 is the mean's
        for (var pass = 1; pass <= settings.Epochs && pass - bestPass <= settings.Patience; pass++)
        {
            cancellation.ThrowIfCancellationRequested();
            rng.Shuffle<int>(order);
            for (var from = 0; from < order.Length; from += settings.BatchSize)
                Step(training, settings, own, targets, order.AsSpan(from, Math.Min(settings.BatchSize, order.Length - from)), model.Dimensions);
            var graph = network.ToServe(training.ReadParameters(), mean, deviation);
            using var tower = new ContentTower(model, features, graph, 0, known.Length);
            var error = tower.ErrorOn(own.AsSpan(0, heldOut), targets, mean, deviation);
            if (error < bestError) (best, bestError, bestPass) = (graph, error, pass);
        }
        return best is null ? null : new ContentTower(model, features, best, 1 - bestError, known.Length);
    }

    /// <summary>Writes the items' embeddings, [items, d] row-major.</summary>
    public void Embed(ReadOnlySpan<Item> items, Span<float> rows)
    {
        if (rows.Length != items.Length * Model.Dimensions)
            throw new ArgumentException($"{items.Length} items of {Model.Dimensions} dimensions need {items.Length * Model.Dimensions} numbers, not {rows.Length}.", nameof(rows));
        var own = new int[items.Length][];
        for (var i = 0; i < own.Length; i++) own[i] = features.Of(items[i]);
        Embed(own, rows);
    }

    public void Dispose()
    {
        binding.Dispose();
        program.Dispose();
    }

    void Embed(ReadOnlySpan<int[]> own, Span<float> rows)
    {
        for (var from = 0; from < own.Length; from += MaxBatch)
        {
            var batch = own.Slice(from, Math.Min(MaxBatch, own.Length - from));
            ContentNetwork.Fill(batch, binding.Input<long>, binding.Input<float>);
            var output = binding.Output<float>("e", batch.Length, Model.Dimensions);
            binding.Run();
            output.CopyTo(rows[(from * Model.Dimensions)..]);
        }
    }

    /// <summary>Of the first items, relative to the mean's.</summary>
    double ErrorOn(ReadOnlySpan<int[]> own, float[] targets, float[] mean, float deviation)
    {
        var rows = new float[own.Length * Model.Dimensions];
        Embed(own, rows);
        double error = 0, spread = 0;
        for (var at = 0; at < rows.Length; at++)
        {
            double target = targets[at], found = (rows[at] - mean[at % Model.Dimensions]) / deviation;
            error += (target - found) * (target - found);
            spread += target * target;
        }
        return spread == 0 ? 1 : error / spread;
    }

    static void Step(TrainingProgram training, ContentTowerSettings settings, int[][] own, float[] targets, ReadOnlySpan<int> items, int dimensions)
    {
        var worker = training.Workers[0];
        var batch = new int[items.Length][];
        var wanted = ContentNetwork.Targets(worker, items.Length, dimensions);
        for (var i = 0; i < items.Length; i++)
        {
            batch[i] = own[items[i]];
            targets.AsSpan(items[i] * dimensions, dimensions).CopyTo(wanted[(i * dimensions)..]);
        }
        ContentNetwork.Fill(batch, worker.Input<long>, worker.Input<float>);
        training.Step((float)settings.LearningRate);
    }

    /// <summary>Embeddings minus their mean, over one deviation for all dimensions; both of the items that are learned from.</summary>
    static (float[] Targets, float[] Mean, float Deviation) Standardise(ModelArtifact model, int[] rows, int heldOut)
    {
        var d = model.Dimensions;
        var mean = new double[d];
        foreach (var row in rows.AsSpan(heldOut))
            for (var k = 0; k < d; k++) mean[k] += model.EmbeddingOf(row)[k] / (double)(rows.Length - heldOut);
        var targets = new float[rows.Length * d];
        var squares = 0.0;
        for (var i = 0; i < rows.Length; i++)
            for (var k = 0; k < d; k++)
            {
                targets[i * d + k] = (float)(model.EmbeddingOf(rows[i])[k] - mean[k]);
                if (i >= heldOut) squares += (double)targets[i * d + k] * targets[i * d + k];
            }
        var deviation = (float)Math.Sqrt(squares / ((rows.Length - heldOut) * (double)d));
        if (deviation > 0)
            for (var at = 0; at < targets.Length; at++) targets[at] /= deviation;
        return (targets, Array.ConvertAll(mean, value => (float)value), deviation);
    }
}
