using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>What became of a wish to change a segment or campaign.</summary>
/// <param name="Kept">As it is after it was saved; null after it was removed.</param>
/// <param name="Sentence">Why nothing was done, and what would be right.</param>
/// <param name="Theirs">With <see cref="DeskRefusal.Stale"/>: as somebody else left it; null where it is gone.</param>
public sealed record TargetAnswer<T>(Kept<T>? Kept = null, DeskRefusal? Refusal = null, string? Sentence = null, Kept<T>? Theirs = null) where T : class, ITarget
{
    public bool IsDone => Refusal is null;
}
