namespace RecConsole.Engine.Training;

/// <summary>That a model came to serve because somebody asked for it.</summary>
/// <param name="Was">Hash of the model before; null when none served.</param>
public sealed record Promotion(string Hash, string? Was, DateTimeOffset At, string ById, string ByName, PromotionKind Kind, string? Reason);

/// <summary>How. Kept by name: never rename.</summary>
public enum PromotionKind
{
    /// <summary>It passed the gate.</summary>
    Promoted,

    /// <summary>It did not, and somebody who may decided otherwise.</summary>
    Overridden,

    /// <summary>It had served before.</summary>
    RolledBack,
}
