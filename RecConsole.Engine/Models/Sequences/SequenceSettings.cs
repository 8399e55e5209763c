using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>What all models of sequences can be told.</summary>
public abstract record SequenceSettings : IModelSettings
{
    /// <summary>The latest interactions that are read. A server remembers <see cref="SessionState.MaxRecent"/>.</summary>
    public int Length { get; init; } = 50;

    public int Dimensions { get; init; } = 64;

    /// <summary>Whether what was done (viewed, bought) is read beside the item; null: where the data have more than one kind.</summary>
    public bool? Kinds { get; init; }

    /// <summary>Whether the time since the interaction before is read beside the item; null: where the data have times that differ.</summary>
    public bool? Gaps { get; init; }

    /// <summary>Share of what is set to 0, at the embeddings and in every block.</summary>
    public double Dropout { get; init; } = 0.2;

    public SequenceLossKind Loss { get; init; } = SequenceLossKind.Sampled;

    /// <summary>Of a step, for the losses that draw more than one.</summary>
    public int Negatives { get; init; } = 512;

    /// <summary>Of the generalised loss, t: 0 is the plain binary loss, 1 undoes all of its overconfidence.</summary>
    public double Calibration { get; init; } = 0.75;

    public int Epochs { get; init; } = 60;

    /// <summary>Histories of a step.</summary>
    public int BatchSize { get; init; } = 128;

    public double LearningRate { get; init; } = 0.001;

    /// <summary>A batch is learned in so many parts at once. It belongs to the options because it decides which dropout falls where: the same number gives the same model on any machine.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>These settings with what the data decide.</summary>
    internal static T For<T>(T settings, TrainingLog log) where T : SequenceSettings =>
        settings with { Kinds = settings.Kinds ?? log.Kinds.Distinct().Skip(1).Any(), Gaps = settings.Gaps ?? TimeGaps.Differ(log) };

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public virtual void Validate()
    {
        if (Length is < 2 or > SessionState.MaxRecent) throw new ArgumentException($"Length is {Length}; a server remembers the latest {SessionState.MaxRecent} interactions, so it must lie between 2 and that.");
        if (Dimensions is < 1 or > 1024) throw new ArgumentException($"Dimensions is {Dimensions}; it must lie between 1 and 1,024.");
        if (Dropout is not (>= 0 and < 1)) throw new ArgumentException($"Dropout is {Dropout}; it must be 0 or more and below 1.");
        if (Negatives < 1) throw new ArgumentException($"Negatives is {Negatives}; it must be 1 or more.");
        if (Calibration is not (>= 0 and <= 1)) throw new ArgumentException($"Calibration is {Calibration}; it must lie between 0 and 1.");
        if (Epochs < 1) throw new ArgumentException($"Epochs is {Epochs}; it must be 1 or more.");
        if (BatchSize < 1) throw new ArgumentException($"BatchSize is {BatchSize}; it must be 1 or more.");
        if (!(LearningRate > 0 && double.IsFinite(LearningRate))) throw new ArgumentException($"LearningRate is {LearningRate}; it must be above 0.");
        if (Workers is < 1 or > 64) throw new ArgumentException($"Workers is {Workers}; it must lie between 1 and 64.");
    }
}
