using System.Collections.Concurrent;
using System.Numerics;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: sessions. Out: u, one vector of <see cref="Dimensions"/> floats a session, by the artifact's encoder on ONNX Runtime;
/// exactly zero where the model knows none of the items. Any number of threads may encode at once: buffers are pooled, and
/// a steady state allocates nothing. Dispose may come while others encode: those that have begun finish, later calls throw.
/// </summary>
public sealed class SessionEncoder : IDisposable
{
    /// <summary>Sessions of one run; longer requests take several.</summary>
    public const int MaxBatch = 256;

    readonly ModelArtifact artifact;
    readonly EncoderOptions options;
    readonly OnnxProgram? program; // null when the model knows no item: there is nothing to gather from
    readonly float[] decays;

    // Batches are padded to a power of two, so that the buffers of each size keep their shape.
    readonly ConcurrentQueue<ProgramBinding>[] pools;

    // The owner counts as one until it disposes; whoever leaves last releases what is native.
    int users = 1;
    int disposed;

    public SessionEncoder(ModelArtifact artifact, ProgramOptions? programOptions = null)
    {
        this.artifact = artifact;
        options = artifact.Encoder.Options;
        if (artifact.Vocabulary.Count > 0) program = new OnnxProgram(artifact.Encoder.Graph, programOptions);
        decays = [.. Enumerable.Range(0, options.MaxInteractions).Select(age => (float)Math.Pow(options.PositionDecay, age))];
        pools = [.. Enumerable.Range(0, BitOperations.Log2(MaxBatch) + 1).Select(_ => new ConcurrentQueue<ProgramBinding>())];
    }

    public ModelArtifact Artifact => artifact;

    public int Dimensions => artifact.Dimensions;

    /// <summary>Encodes one session into <paramref name="u"/>, [d].</summary>
    public void Encode(in EncoderInput input, Span<float> u) => Encode(new ReadOnlySpan<EncoderInput>(in input), u);

    /// <summary>Encodes sessions into <paramref name="u"/>, [B, d] row-major.</summary>
    /// <exception cref="ArgumentException"><paramref name="u"/> has another length than B x d.</exception>
    /// <exception cref="ObjectDisposedException">Another encoder has taken this one's place: take the current one.</exception>
    public void Encode(ReadOnlySpan<EncoderInput> inputs, Span<float> u)
    {
        if (u.Length != inputs.Length * Dimensions)
            throw new ArgumentException($"{inputs.Length} sessions need {inputs.Length * Dimensions} floats, not {u.Length}.", nameof(u));
        Enter();
        try
        {
            for (var start = 0; start < inputs.Length; start += MaxBatch)
            {
                var batch = inputs.Slice(start, Math.Min(MaxBatch, inputs.Length - start));
                EncodeBatch(batch, u.Slice(start * Dimensions, batch.Length * Dimensions));
            }
        }
        finally
        {
            Leave();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) Leave();
    }

    void Enter()
    {
        var seen = Volatile.Read(ref users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(seen == 0, this);
            var before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    void Leave()
    {
        if (Interlocked.Decrement(ref users) > 0) return;
        foreach (var pool in pools)
            while (pool.TryDequeue(out var binding)) binding.Dispose();
        program?.Dispose();
    }

    void EncodeBatch(ReadOnlySpan<EncoderInput> inputs, Span<float> u)
    {
        if (program is null)
        {
            u.Clear();
            return;
        }
        var rounded = (int)BitOperations.RoundUpToPowerOf2((uint)inputs.Length);
        var length = options.MaxInteractions;
        var pool = pools[BitOperations.Log2((uint)rounded)];
        if (!pool.TryDequeue(out var binding)) binding = NewBinding();
        var items = binding.Input<long>("items", rounded, length);
        var weights = binding.Input<float>("weights", rounded, length);
        var output = binding.Output<float>("u", rounded, Dimensions);
        items.Fill(-1);
        weights.Clear();
        for (var i = 0; i < inputs.Length; i++) Weigh(inputs[i], items.Slice(i * length, length), weights.Slice(i * length, length));
        binding.Run();
        output[..u.Length].CopyTo(u);
        pool.Enqueue(binding);
    }

    ProgramBinding NewBinding()
    {
        var binding = program!.Bind();
        if (program.Inputs.ContainsKey("embeddings"))
            binding.Lend("embeddings", artifact.EmbeddingMemory, artifact.Vocabulary.Count, artifact.Dimensions);
        return binding;
    }

    /// <summary>The latest known items, newest first, each with its kind's weight times the decay of its age.</summary>
    void Weigh(in EncoderInput input, Span<long> items, Span<float> weights)
    {
        var recent = input.Session.Recent.AsSpan();
        var age = 0;
        var newest = recent.Length - 1;
        if (input.CurrentItem is { } current)
        {
            var weight = options.Weights.Of(EventKind.View);
            // The page's own view may have arrived already: the item counts once, with the stronger weight.
            if (newest >= 0 && recent[newest].ItemId == current) weight = Math.Max(weight, options.Weights.Of(recent[newest--].Kind));
            Append(current, weight, items, weights, ref age);
        }
        for (var i = newest; i >= 0 && age < items.Length; i--)
            Append(recent[i].ItemId, options.Weights.Of(recent[i].Kind), items, weights, ref age);
    }

    void Append(ItemId item, float weight, Span<long> items, Span<float> weights, ref int age)
    {
        var row = artifact.Vocabulary.IndexOf(item);
        if (row < 0 || weight == 0) return;
        items[age] = row;
        weights[age] = weight * decays[age];
        age++;
    }
}
