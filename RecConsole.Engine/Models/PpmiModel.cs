using System.Numerics.Tensors;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: events. Out: item embeddings by factorised shifted PPMI and the decayed-mean encoder. The first model of a shop: no
/// iterations over events, seconds for a year of invoices. Nothing to learn from gives an artifact without items; an item
/// without company gets a row of zeros.
/// </summary>
public static class PpmiModel
{
    public const string Key = "ppmi";

    // Shares of a fit on a year of invoices.
    const double FactorisingFrom = 0.6;
    const double FactorisingTo = 0.95;

    // What rounding leaves of an item that the kept components say nothing of.
    const float SmallestLength = 1e-6f;

    /// <summary>
    /// Fits on all events, whatever their order of arrival. The same events, options and seed give the same artifact, bit
    /// for bit, on any number of threads.
    /// </summary>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="OperationCanceledException">Cancelled between or within stages.</exception>
    public static ModelArtifact Fit(IReadOnlyList<ShopEvent> events, PpmiOptions options, Rng rng, TimeProvider time,
        IProgress<FitProgress>? progress, CancellationToken cancellation)
    {
        options.Validate();
        var parallel = new ParallelOptions
        {
            CancellationToken = cancellation,
            MaxDegreeOfParallelism = options.Threads == 0 ? Environment.ProcessorCount : options.Threads,
        };
        progress?.Report(new FitProgress("Reading sessions", 0));
        var corpus = SessionCorpus.Build(events, options.Weights, cancellation);
        progress?.Report(new FitProgress("Counting which items keep company", 0.2));
        var counts = Cooccurrence.Count(corpus, options, parallel);
        progress?.Report(new FitProgress("Weighing associations", 0.5));
        var associations = ShiftedPpmi.Weigh(counts, options.ContextSmoothing, options.Shift, parallel);
        progress?.Report(new FitProgress("Factorising", FactorisingFrom));
        var vectors = RandomizedSvd.Compute(associations, options.Dimensions, rng, parallel, new Factorising(progress));
        progress?.Report(new FitProgress("Finishing", FactorisingTo));
        var artifact = new ModelArtifact(Key, corpus.Vocabulary, options.Dimensions,
            Embeddings(vectors, corpus.Vocabulary.Count, options), DecayedMeanEncoder.Create(options.Encoder),
            new TrainingRecord(ModelCard.Json(options), time.GetUtcNow(), corpus.EventCount))
        {
            Card = new ModelCard($"inner product of {options.Dimensions} dimensions; the encoder is a decayed mean", "Levy and Goldberg 2014; Levy, Goldberg and Dagan 2015", ModelCard.Json(options)),
        };
        progress?.Report(new FitProgress("Ready", 1));
        return artifact;
    }

    /// <summary>
    /// Rows of U S^p, each scaled to unit length: an item's length tells how often it is bought, which has a signal of its own.
    /// </summary>
    static float[] Embeddings(SingularVectors vectors, int itemCount, PpmiOptions options)
    {
        var embeddings = new float[checked(itemCount * options.Dimensions)];
        for (var c = 0; c < vectors.Sigma.Length; c++)
        {
            if (vectors.Sigma[c] == 0) break; // descending: there is no more
            var scale = (float)Math.Pow(vectors.Sigma[c], options.SingularValuePower);
            for (var row = 0; row < itemCount; row++) embeddings[row * options.Dimensions + c] = vectors.U[c][row] * scale;
        }
        for (var row = 0; row < itemCount; row++)
        {
            var embedding = embeddings.AsSpan(row * options.Dimensions, options.Dimensions);
            var length = TensorPrimitives.Norm<float>(embedding);
            if (length > SmallestLength) TensorPrimitives.Divide(embedding, length, embedding);
            else embedding.Clear();
        }
        return embeddings;
    }

    /// <summary>The factorisation's share as one of the whole fit.</summary>
    sealed class Factorising(IProgress<FitProgress>? whole) : IProgress<double>
    {
        public void Report(double value) =>
            whole?.Report(new FitProgress("Factorising", FactorisingFrom + value * (FactorisingTo - FactorisingFrom)));
    }
}
