using RecConsole.Engine.Models;

namespace RecConsole.Engine.Training;

/// <summary>How a training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All passes that were asked for.</summary>
    Completed,

    /// <summary>The validation had not become better for a while.</summary>
    Converged,

    /// <summary>Somebody stopped it. It can go on where it was.</summary>
    Stopped,
}

/// <summary>What a training came to.</summary>
/// <param name="Model">Of the best pass by validation, or of the last where none was validated; null when it was stopped in its first.</param>
/// <param name="Best">Number of that pass.</param>
public sealed record TrainingOutcome(IFittedModel? Model, TrainingEnd End, IReadOnlyList<EpochRecord> Curve, int Best);
