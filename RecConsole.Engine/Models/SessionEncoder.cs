using System.Collections.Concurrent;
using System.Numerics;
using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: sessions, or the histories of an evaluation. Out: u, one vector of <see cref="Dimensions"/> floats each, by the artifact's
/// encoder on ONNX Runtime; exactly zero where the model knows none of the items (but see
/// <see cref="EncoderOptions.AnswersUnknown"/>). Any number of threads may encode at once: buffers are pooled, and
/// a steady state allocates nothing. Dispose may come while others encode: those that have begun finish, later calls throw.
/// </summary>
public sealed class SessionEncoder : IHistoryEncoder
{
    /// <summary>Sessions of one run; longer requests take several.</summary>
    public const int MaxBatch = 256;

    readonly ModelArtifact artifact;
    readonly EncoderOptions options;
    readonly OnnxProgram? program; // null when the model knows no item (there is nothing to gather from) and when it is a sparse term
    readonly HistoryReader reader;

    // Batches are padded to a power of two, so that the buffers of each size keep their shape.
    readonly ConcurrentQueue<ProgramBinding>[] pools;

    // The owner counts as one until it disposes; whoever leaves last releases what is native.
    int users = 1;
    int disposed;

    /// <exception cref="InvalidDataException">ONNX Runtime does not accept the graph.</exception>
    /// <exception cref="ArgumentException">The graph asks for something that a server does not give, or gives no <c>u</c>.</exception>
    public SessionEncoder(ModelArtifact artifact, ProgramOptions? programOptions = null)
    {
        this.artifact = artifact;
        options = artifact.Encoder.Options;
        reader = new HistoryReader(artifact.Vocabulary, options);
        if (artifact.Lists is not null) Lists = new SessionLists(artifact);
        else if (artifact.Vocabulary.Count > 0) program = new OnnxProgram(artifact.Encoder.Graph, programOptions);
        pools = [.. Enumerable.Range(0, BitOperations.Log2(MaxBatch) + 1).Select(_ => new ConcurrentQueue<ProgramBinding>())];
        if (program is null) return;
        var unknown = program.Inputs.Keys.FirstOrDefault(name => name is not ("items" or "weights" or "kinds" or "gaps" or "embeddings"));
        var problem = unknown is not null ? $"asks for '{unknown}'; there are items, weights, kinds, gaps and embeddings"
            : !program.Outputs.ContainsKey("u") ? "has no output 'u'" : null;
        if (problem is null) return;
        program.Dispose();
        throw new ArgumentException($"The encoder of the model {artifact.Name} {problem}.", nameof(artifact));
    }

    public ModelArtifact Artifact => artifact;

    /// <summary>0 where the model is a sparse term: then there is nothing to encode, and <see cref="Lists"/> has what it says of a session.</summary>
    public int Dimensions => artifact.Dimensions;

    /// <summary>The sparse term of a session; null where the model is an inner product.</summary>
    public SessionLists? Lists { get; }

    /// <summary>Encodes one session into <paramref name="u"/>, [d].</summary>
    public void Encode(in EncoderInput input, Span<float> u) => Encode(new ReadOnlySpan<EncoderInput>(in input), u);

    /// <summary>Encodes sessions into <paramref name="u"/>, [B, d] row-major.</summary>
    /// <exception cref="ArgumentException"><paramref name="u"/> has another length than B x d.</exception>
    /// <exception cref="ObjectDisposedException">Another encoder has taken this one's place: take the current one.</exception>
    public void Encode(ReadOnlySpan<EncoderInput> inputs, Span<float> u) => Encode(new Shoppers(inputs), u);

    /// <summary>Encodes histories (entries hold vocabulary rows) into <paramref name="u"/>, [B, d], as if a server had seen them happen.</summary>
    public void Encode(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories, Span<float> u) => Encode(new Shoppers(histories), u);

    void Encode(in Shoppers shoppers, Span<float> u)
    {
        if (u.Length != shoppers.Count * Dimensions)
            throw new ArgumentException($"{shoppers.Count} sessions need {shoppers.Count * Dimensions} floats, not {u.Length}.", nameof(u));
        Enter();
        try
        {
            for (var start = 0; start < shoppers.Count; start += MaxBatch)
            {
                var count = Math.Min(MaxBatch, shoppers.Count - start);
                EncodeBatch(shoppers, start, count, u.Slice(start * Dimensions, count * Dimensions));
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

    void EncodeBatch(in Shoppers shoppers, int start, int count, Span<float> u)
    {
        if (program is null)
        {
            u.Clear();
            return;
        }
        var rounded = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        var length = reader.Length;
        var pool = pools[BitOperations.Log2((uint)rounded)];
        if (!pool.TryDequeue(out var binding)) binding = NewBinding();
        var batch = new HistoryRows(Input<long>(binding, "items", rounded), Input<float>(binding, "weights", rounded),
            Input<long>(binding, "kinds", rounded), Input<float>(binding, "gaps", rounded));
        var output = binding.Output<float>("u", rounded, Dimensions);
        batch.Clear();
        // what the graph does not ask for is written all the same where the reader needs it to know what it has read
        Span<long> ownItems = stackalloc long[batch.Items.IsEmpty ? length : 0];
        Span<float> ownWeights = stackalloc float[batch.Weights.IsEmpty ? length : 0];
        Span<bool> isKnown = stackalloc bool[count];
        for (var i = 0; i < count; i++)
            isKnown[i] = shoppers.Read(reader, start + i, new HistoryRows(
                batch.Items.IsEmpty ? ownItems : batch.Items.Slice(i * length, length),
                batch.Weights.IsEmpty ? ownWeights : batch.Weights.Slice(i * length, length),
                batch.Kinds.IsEmpty ? default : batch.Kinds.Slice(i * length, length),
                batch.Gaps.IsEmpty ? default : batch.Gaps.Slice(i * length, length))) > 0;
        binding.Run();
        output[..u.Length].CopyTo(u);
        for (var i = 0; i < count && !options.AnswersUnknown; i++)
            if (!isKnown[i]) u.Slice(i * Dimensions, Dimensions).Clear();
        pool.Enqueue(binding);
    }

    /// <summary>The memory of an input [B, L]; empty where the graph does not ask for it.</summary>
    Span<T> Input<T>(ProgramBinding binding, string name, int batch) where T : unmanaged =>
        program!.Inputs.ContainsKey(name) ? binding.Input<T>(name, batch, reader.Length) : default;

    ProgramBinding NewBinding()
    {
        var binding = program!.Bind();
        if (program.Inputs.ContainsKey("embeddings"))
            binding.Lend("embeddings", artifact.EmbeddingMemory, artifact.Vocabulary.Count, artifact.Dimensions);
        return binding;
    }

    /// <summary>Who is encoded: sessions, or histories.</summary>
    readonly ref struct Shoppers
    {
        readonly ReadOnlySpan<EncoderInput> inputs;
        readonly ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories;

        public Shoppers(ReadOnlySpan<EncoderInput> inputs) => this.inputs = inputs;

        public Shoppers(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories) => this.histories = histories;

        public int Count => inputs.Length + histories.Length;

        public int Read(HistoryReader reader, int index, in HistoryRows into) =>
            inputs.IsEmpty ? reader.Read(histories[index].Span, into) : reader.Read(inputs[index], into);
    }
}
