using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>In: a side of a play, by name. Out: the revision and the model that make its slates; or what else could be named.</summary>
public sealed class LabArms(StrategyDesk desk, ModelBench models)
{
    /// <summary>Revisions offered of each strategy, the newest.</summary>
    const int RevisionsOffered = 20;

    /// <summary>What each strategy can be compared as: live, its draft, and the revisions that were live before.</summary>
    public IReadOnlyList<LabArmChoice> Choices() => [.. desk.ReadAll().SelectMany(Choices)];

    IEnumerable<LabArmChoice> Choices(StrategyEntry entry)
    {
        if (entry.Live is { } live) yield return new(new LabArm(entry.Key), entry.Key, $"live (revision {live.Number})");
        if (entry.Draft is { } draft) yield return new(new LabArm(entry.Key, IsDraft: true), entry.Key, $"draft of {draft.AuthorName}");
        foreach (var kept in desk.ReadHistory(entry.Key).Where(kept => !kept.IsLive && kept.Publications.Length > 0).Take(RevisionsOffered))
            yield return new(new LabArm(entry.Key, kept.Revision.Number), entry.Key, $"revision {kept.Revision.Number}, live before");
    }

    /// <summary>Names of the models that can be compared, the one that is published first; empty while there is only one.</summary>
    public IReadOnlyList<string> Models()
    {
        var kept = models.ReadKept();
        return kept.Count > 1 ? [.. kept.OrderByDescending(row => row.Published).Select(ModelBench.NameOf)] : [];
    }

    public StrategyRevision? Revision(LabArm arm) => arm switch
    {
        { IsDraft: true } => desk.FindDraft(arm.Strategy)?.Content,
        { Number: { } number } => desk.FindRevision(arm.Strategy, number),
        _ => desk.Find(arm.Strategy)?.Live,
    };

    /// <summary>What makes the slates of a side; or in words why there is no such side.</summary>
    public async Task<(PlayedArm? Arm, string? Problem)> ResolveAsync(LabArm arm, CancellationToken cancellation)
    {
        if (Revision(arm) is not { } revision) return (null, $"There is no {Words(arm)}. The lists offer what can be played.");
        if (arm.Model is not { } name) return (new PlayedArm(revision), null);
        try
        {
            return await Task.Run(() => models.Find(name), cancellation) is { } layout
                ? (new PlayedArm(revision, layout), null)
                : (null, $"The model '{name}' is not kept (any more). The lists offer what can be played.");
        }
        catch (BrokenModelException broken)
        {
            return (null, $"The model '{name}' cannot be read: {broken.Message}");
        }
    }

    /// <summary>A side in words: default, live.</summary>
    public static string Words(LabArm arm) =>
        $"{arm.Strategy}, {(arm.IsDraft ? "draft" : arm.Number is { } number ? $"revision {number}" : "live")}{(arm.Model is { } model ? $", {model}" : "")}";
}

/// <summary>A side that can be chosen.</summary>
/// <param name="Strategy">Under which heading it is offered.</param>
public sealed record LabArmChoice(LabArm Arm, string Strategy, string Words);
