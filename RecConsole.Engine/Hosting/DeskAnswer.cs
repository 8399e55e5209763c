using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>Why the desk did not do something.</summary>
public enum DeskRefusal
{
    /// <summary>There is no such strategy, draft or revision.</summary>
    NotFound,
    /// <summary>A right is missing.</summary>
    NotAllowed,
    /// <summary>Somebody else changed the draft meanwhile: see <see cref="DeskAnswer.Theirs"/>.</summary>
    Stale,
    /// <summary>It does not fit the draft's state.</summary>
    NotNow,
    /// <summary>The content, the time or the reason does not do.</summary>
    Invalid,
}

/// <summary>What became of a wish: the draft as it is now, or the revision that went live, or why nothing was done.</summary>
/// <param name="Draft">As it is after it was done; null where it is gone.</param>
/// <param name="Live">The revision that went live by it.</param>
/// <param name="Sentence">Why not, and what would be right.</param>
/// <param name="Theirs">With <see cref="DeskRefusal.Stale"/>: the draft as somebody else left it; null where it is gone.</param>
public sealed record DeskAnswer(StrategyDraft? Draft = null, StrategyRevision? Live = null, DeskRefusal? Refusal = null, string? Sentence = null, StrategyDraft? Theirs = null)
{
    public bool IsDone => Refusal is null;

    internal static DeskAnswer Refuse(DeskRefusal refusal, string sentence) => new(Refusal: refusal, Sentence: sentence);
}
