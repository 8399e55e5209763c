using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>What every training in passes keeps beside its program: how many it did, how long they took, its checkpoints and the model's papers.</summary>
/// <param name="program">Null where there is nothing to learn from: passes are counted all the same. Disposed with this.</param>
sealed class TrainingPasses(string key, FitRequest request, ModelCard card, TrainingProgram? program) : IDisposable
{
    double seconds;

    public int Done { get; private set; }

    /// <summary>One pass, with chance that depends on the seed and its number alone; a pass that throws does not count.</summary>
    public double Run(Func<Rng, double> pass)
    {
        var started = request.Time.GetTimestamp();
        var loss = pass(new Rng(request.Seed).Fork((ulong)Done + 1));
        Done++;
        seconds += request.Time.GetElapsedTime(started).TotalSeconds;
        return loss;
    }

    /// <summary>All of the examples, a step for each batch, which the workers share in equal stretches; the mean loss.</summary>
    /// <param name="fill">Writes a worker's inputs; what it draws depends on the chance that it is given alone.</param>
    public double OverBatches<T>(T[] examples, int batchSize, double learningRate, Rng rng, Action<TrainingWorker, ReadOnlySpan<T>, Rng> fill, IProgress<double>? progress, CancellationToken cancellation)
    {
        var sum = 0.0;
        for (var from = 0; from < examples.Length; from += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            var batch = examples.AsMemory(from, Math.Min(batchSize, examples.Length - from));
            Accumulate(batch, rng.Fork((ulong)from), fill);
            sum += batch.Length * (double)program!.Apply((float)learningRate).Loss;
            progress?.Report((from + batch.Length) / (double)examples.Length);
        }
        return examples.Length == 0 ? 0 : sum / examples.Length;
    }

    /// <param name="matrix">[V, d], in the order of the log's vocabulary.</param>
    public IFittedModel ToModel(int dimensions, float[] matrix, EncoderModel encoder) =>
        FittedModel.Of(new ModelArtifact(key, request.Log.Vocabulary, dimensions, matrix, encoder, Record) { Card = Card });

    /// <summary>A click model.</summary>
    public IFittedModel ToModel(EncoderModel clicks, IReadOnlyList<string> notes) =>
        FittedModel.Of(new ModelArtifact(key, request.Log.Vocabulary, clicks, Record) { Card = CardWith(notes) });

    /// <summary>A sparse term that says nothing.</summary>
    public IFittedModel ToModel(EncoderOptions reading, IReadOnlyList<string> notes)
    {
        var vocabulary = request.Log.Vocabulary;
        var empty = new SparseMatrix([.. Enumerable.Repeat(new SparseRow([], []), vocabulary.Count)], vocabulary.Count);
        return FittedModel.Of(new ModelArtifact(key, vocabulary, empty, reading, Record) { Card = CardWith(notes) });
    }

    public void Save(Stream checkpoint)
    {
        using (var writer = new BinaryWriter(checkpoint, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Done);
            writer.Write(seconds);
        }
        program?.Save(checkpoint);
    }

    /// <exception cref="InvalidDataException">It ends early, or is of another network.</exception>
    public void Restore(Stream checkpoint)
    {
        var (done, spent) = ReadHead(checkpoint);
        program?.Load(checkpoint);
        (Done, seconds) = (done, spent);
    }

    public void Dispose() => program?.Dispose();

    TrainingRecord Record => new(card.Options, request.Time.GetUtcNow(), request.Log.Rows.Length);

    ModelCard Card => card with
    {
        Epochs = Done, SecondsPerEpoch = Done == 0 ? null : seconds / Done, Notes = request.Warm is { } warm ? [.. card.Notes, warm.Note(request.Log)] : card.Notes,
    };

    ModelCard CardWith(IReadOnlyList<string> notes) => Card with { Notes = [.. notes, .. Card.Notes] };

    /// <summary>A batch of fewer examples than workers gives some of them one that counts nothing.</summary>
    void Accumulate<T>(ReadOnlyMemory<T> batch, Rng rng, Action<TrainingWorker, ReadOnlySpan<T>, Rng> fill)
    {
        var workers = program!.Workers.Count;
        Span<float> shares = stackalloc float[workers];
        for (var worker = 0; worker < workers; worker++) shares[worker] = Part(batch.Length, worker, workers).Count / (float)batch.Length;
        Parallel.For(0, workers, worker =>
        {
            var (start, count) = Part(batch.Length, worker, workers);
            fill(program.Workers[worker], batch.Span.Slice(Math.Min(start, batch.Length - 1), Math.Max(1, count)), rng.Fork((ulong)worker));
        });
        program.Accumulate(shares);
    }

    static (int Start, int Count) Part(int length, int worker, int workers)
    {
        var start = (int)((long)length * worker / workers);
        return (start, (int)((long)length * (worker + 1) / workers) - start);
    }

    static (int Done, double Seconds) ReadHead(Stream checkpoint)
    {
        using var reader = new BinaryReader(checkpoint, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            return (reader.ReadInt32(), reader.ReadDouble());
        }
        catch (EndOfStreamException early)
        {
            throw new InvalidDataException("This is not a checkpoint of a training, or it ends early.", early);
        }
    }
}
