using System.Collections.Concurrent;
using System.Numerics;
using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: a model's graph. Out: buffers to run it on histories, for any number of threads at once: they are pooled by batch, so a
/// steady state allocates nothing. Dispose may come while others run: those that have begun finish, later ones throw.
/// </summary>
sealed class HistoryProgram : IDisposable
{
    /// <summary>Histories of one run; longer requests take several.</summary>
    public const int MaxBatch = 256;

    static readonly string[] Offered = ["items", "weights", "kinds", "gaps", "embeddings", ClickLists.Candidates];

    readonly ModelArtifact artifact;
    readonly OnnxProgram program;

    // Batches are padded to a power of two, so that the buffers of each size keep their shape.
    readonly ConcurrentQueue<ProgramBinding>[] pools = [.. Enumerable.Range(0, BitOperations.Log2(MaxBatch) + 1).Select(_ => new ConcurrentQueue<ProgramBinding>())];

    // The owner counts as one until it disposes; whoever leaves last releases what is native.
    int users = 1;
    int disposed;

    /// <param name="outputs">What the graph must give.</param>
    /// <exception cref="InvalidDataException">ONNX Runtime does not accept the graph.</exception>
    /// <exception cref="ArgumentException">The graph asks for something that a server does not give, or does not give what it must.</exception>
    public HistoryProgram(ModelArtifact artifact, ProgramOptions? options, params ReadOnlySpan<string> outputs)
    {
        this.artifact = artifact;
        program = new OnnxProgram(artifact.Encoder.Graph, options);
        var unknown = program.Inputs.Keys.FirstOrDefault(name => !Offered.Contains(name));
        var problem = unknown is null ? null : $"asks for '{unknown}'; there are {string.Join(", ", Offered)}";
        foreach (var output in outputs)
            if (!program.Outputs.ContainsKey(output)) problem ??= $"has no output '{output}'";
        if (problem is null) return;
        program.Dispose();
        throw new ArgumentException($"The encoder of the model {artifact.Name} {problem}.", nameof(artifact));
    }

    public bool Gives(string output) => program.Outputs.ContainsKey(output);

    /// <summary>Buffers for so many histories, a power of two; nobody else has them until they are given back.</summary>
    public ProgramBinding Take(int batch)
    {
        if (pools[BitOperations.Log2((uint)batch)].TryDequeue(out var free)) return free;
        var binding = program.Bind();
        if (program.Inputs.ContainsKey("embeddings")) binding.Lend("embeddings", artifact.EmbeddingMemory, artifact.Vocabulary.Count, artifact.Dimensions);
        return binding;
    }

    public void Give(ProgramBinding binding, int batch) => pools[BitOperations.Log2((uint)batch)].Enqueue(binding);

    /// <summary>The inputs of a batch, cleared; empty where the graph does not ask for one.</summary>
    public HistoryRows Rows(ProgramBinding binding, int batch)
    {
        var rows = new HistoryRows(Input<long>(binding, "items", batch), Input<float>(binding, "weights", batch), Input<long>(binding, "kinds", batch), Input<float>(binding, "gaps", batch));
        rows.Clear();
        return rows;
    }

    /// <exception cref="ObjectDisposedException">Another encoder has taken this one's place: take the current one.</exception>
    public void Enter()
    {
        var seen = Volatile.Read(ref users);
        while (true)
        {
            ObjectDisposedException.ThrowIf(seen == 0, typeof(SessionEncoder));
            var before = Interlocked.CompareExchange(ref users, seen + 1, seen);
            if (before == seen) return;
            seen = before;
        }
    }

    public void Leave()
    {
        if (Interlocked.Decrement(ref users) > 0) return;
        foreach (var pool in pools)
            while (pool.TryDequeue(out var binding)) binding.Dispose();
        program.Dispose();
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 0) Leave();
    }

    Span<T> Input<T>(ProgramBinding binding, string name, int batch) where T : unmanaged =>
        program.Inputs.ContainsKey(name) ? binding.Input<T>(name, batch, artifact.Encoder.Options.MaxInteractions) : default;
}
