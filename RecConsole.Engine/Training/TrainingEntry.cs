using RecConsole.Engine.Models;

namespace RecConsole.Engine.Training;

/// <summary>One training in the registry.</summary>
/// <param name="Hash">Of the model that came of it; null until there is one.</param>
public sealed record TrainingEntry(
    long Number, TrainingOrder Order, TrainingState State, string? Hash, DateTimeOffset StartedAt, string ById, string ByName, TrainingAccount Account)
{
    /// <summary>What the model is called; null until there is one.</summary>
    public string? ModelName => Hash is null ? null : ModelArtifact.NameOf(Order.Model, Hash);

    /// <summary>Whether it stopped before its end and can go on.</summary>
    public bool CanGoOn => State == TrainingState.Stopped;
}
