using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Engine.Models.Pairs;

/// <summary>The part of a model of pairs that is its own: its vectors, and what is served of them.</summary>
interface IPairNetwork
{
    /// <summary>Items that a shopper must have dealt with to be learned from.</summary>
    int LeastItems { get; }

    /// <summary>A batch is learned in so many parts at once.</summary>
    int Workers { get; }

    /// <summary>The parameters that have a row for each item, each with the constant of the encoder that a model keeps it in; null is the item matrix.</summary>
    IReadOnlyDictionary<string, string?> ItemTables { get; }

    /// <summary>Looks up <see cref="PairLoss.Users"/>, <see cref="PairLoss.Wanted"/> and <see cref="PairLoss.Unwanted"/>, inputs that it declares, and any of its own.</summary>
    PairVectors Build(NetworkBuilder network);

    /// <summary>Writes the inputs that are its own.</summary>
    void Fill(TrainingWorker worker, ReadOnlySpan<Pair> pairs);

    /// <summary>The item matrix [V, d] and the encoder that serves.</summary>
    (float[] Items, EncoderModel Encoder) ToServe(IReadOnlyDictionary<string, float[]> trained);
}
