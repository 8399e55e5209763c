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

    /// <param name="matrix">[V, d], in the order of the log's vocabulary.</param>
    public IFittedModel ToModel(int dimensions, float[] matrix, EncoderModel encoder) =>
        new InnerProductModel(new ModelArtifact(key, request.Log.Vocabulary, dimensions, matrix, encoder,
            new TrainingRecord(card.Options, request.Time.GetUtcNow(), request.Log.Rows.Length))
        {
            Card = card with
            {
                Epochs = Done, SecondsPerEpoch = Done == 0 ? null : seconds / Done, Notes = request.Warm is { } warm ? [.. card.Notes, warm.Note(request.Log)] : card.Notes,
            },
        });

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
