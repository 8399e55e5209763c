using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>The states that a draft went through in one window: what undo goes back to and redo brings back.</summary>
public sealed class DraftTrail(StrategyRevision first)
{
    /// <summary>A revision of 200 rules takes some 100 KB with its predecessors' shared parts.</summary>
    public const int MaxSteps = 200;

    List<(StrategyRevision Revision, string Change)> steps = [(first, "")];
    int at;

    public StrategyRevision Current => steps[at].Revision;

    /// <summary>What undo takes back, in words; null when there is nothing.</summary>
    public string? Undoable => at > 0 ? steps[at].Change : null;

    /// <summary>What redo brings back, in words; null when there is nothing.</summary>
    public string? Redoable => at + 1 < steps.Count ? steps[at + 1].Change : null;

    /// <summary>One step more; what was undone before it is gone. Returns false when nothing changed.</summary>
    /// <param name="change">What was done, in words.</param>
    public bool Add(StrategyRevision next, string change)
    {
        if (SameContent(next, Current)) return false;
        steps.RemoveRange(at + 1, steps.Count - at - 1);
        steps.Add((next, change));
        if (steps.Count > MaxSteps) steps.RemoveAt(0);
        at = steps.Count - 1;
        return true;
    }

    public bool Undo()
    {
        if (at == 0) return false;
        at--;
        return true;
    }

    public bool Redo()
    {
        if (at + 1 == steps.Count) return false;
        at++;
        return true;
    }

    /// <summary>The same steps, apart from this trail from now on.</summary>
    public DraftTrail Copy() => new(Current) { steps = [.. steps], at = at };

    /// <summary>Whether two revisions say the same, those parts included that rank nothing (bounds, titles, rules that are off).</summary>
    public static bool SameContent(StrategyRevision a, StrategyRevision b) => StrategyJson.Write(a.WithNumber(1)) == StrategyJson.Write(b.WithNumber(1));
}
