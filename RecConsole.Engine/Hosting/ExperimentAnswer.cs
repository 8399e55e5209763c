using RecConsole.Engine.Experiments;

namespace RecConsole.Engine.Hosting;

/// <summary>What became of a wish: the experiment as it is now, or why nothing was done.</summary>
/// <param name="Experiment">As it is after it was done; null where it was discarded.</param>
/// <param name="Sentence">Why not, and what would be right.</param>
/// <param name="Theirs">With <see cref="DeskRefusal.Stale"/>: as somebody else left it; null where it is gone.</param>
public sealed record ExperimentAnswer(Experiment? Experiment = null, DeskRefusal? Refusal = null, string? Sentence = null, Experiment? Theirs = null)
{
    /// <summary>All that is wrong, where there is more than one thing.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    public bool IsDone => Refusal is null;
}
