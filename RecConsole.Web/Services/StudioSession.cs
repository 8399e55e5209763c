using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>
/// One window's work on a strategy's draft. In: edits. Out: the same shown at once and saved as they are made, the newest
/// content each time; what others do meanwhile is taken in where both sides' changes go together, and else waits in
/// <see cref="Clash"/> for a person to choose. For one synchronization context (a circuit).
/// </summary>
public sealed class StudioSession
{
    readonly StrategyDesk desk;
    readonly StrategyStore strategies;
    StrategyRevision known; // the draft's content as the server had it last
    long version;
    readonly DraftTrails trails;
    readonly string personId;
    long reopening; // the version of the looked-at draft that somebody here agreed to change
    bool isSaving;

    /// <param name="trails">Where the steps are kept that a reload would lose.</param>
    /// <param name="personId">Whose steps they are.</param>
    public StudioSession(StrategyDesk desk, StrategyStore strategies, StrategyEntry entry, DraftTrails trails, string personId)
    {
        (this.desk, this.strategies, Entry, this.trails, this.personId) = (desk, strategies, entry, trails, personId);
        known = entry.Draft?.Content ?? entry.Live!;
        version = entry.Draft?.Version ?? 0;
        Trail = trails.Find(Key, personId, entry.Live?.Number, known) ?? new DraftTrail(known);
    }

    public string Key => Entry.Key;

    public StrategyEntry Entry { get; private set; }

    /// <summary>What the draft is compared with: the live revision, or for a strategy that never was live the default's.</summary>
    public StrategyRevision Live => Entry.Live ?? strategies.Find(null)!;

    public DraftTrail Trail { get; private set; }

    public StrategyRevision Content => Trail.Current;

    /// <summary>The version of the draft that this window has seen; 0 for none.</summary>
    public long Version => version;

    /// <summary>Somebody else's content that does not go together with this window's: null while all is well.</summary>
    public StudioClash? Clash { get; private set; }

    /// <summary>Why the last edit could not be saved, in words, or null.</summary>
    public string? Problem { get; private set; }

    public bool IsSaving => isSaving;

    /// <summary>Whether everything on the page is saved.</summary>
    public bool IsSaved => !isSaving && Problem is null && Clash is null && DraftTrail.SameContent(Content, known);

    /// <summary>Whether a change would make a draft again of what is in review, approved or scheduled, and nobody here agreed to that yet.</summary>
    public bool WouldReopen => Entry.Draft is { State: not DraftState.Draft } draft && draft.Version != reopening;

    /// <summary>What is in review, approved or scheduled now may be changed.</summary>
    public void AgreeToReopen() => reopening = Entry.Draft?.Version ?? 0;

    /// <summary>Saves what the draft is now, and again while it changed meanwhile: never two at once, never an older one last.</summary>
    public async Task SaveAsync(Person who)
    {
        if (isSaving || Clash is not null) return;
        isSaving = true;
        try
        {
            while (Clash is null && !DraftTrail.SameContent(Content, known))
            {
                var content = Content;
                var answer = await desk.SaveDraftAsync(Key, content, version, who);
                Problem = answer.Sentence;
                if (answer.IsDone) Take(answer.Draft);
                else if (answer.Refusal == DeskRefusal.Stale) Meet(answer.Theirs);
                else break;
            }
        }
        finally
        {
            isSaving = false;
            Entry = desk.Find(Key) ?? Entry;
            if (IsSaved) KeepTrail();
        }
    }

    /// <summary>Takes in what became of the strategy elsewhere: another window, another person, a schedule. Returns whether anything changed.</summary>
    public bool Follow()
    {
        if (isSaving || desk.Find(Key) is not { } entry) return false;
        Entry = entry;
        if ((entry.Draft?.Version ?? 0) == version && (entry.Draft is not null || DraftTrail.SameContent(known, Live))) return true;
        if (DraftTrail.SameContent(Content, known)) Begin(entry);
        else Meet(entry.Draft);
        return true;
    }

    /// <summary>Ends a clash: both sides' changes together, in conflicts this window's side but for <paramref name="takeTheirs"/>.</summary>
    public Task SettleAsync(IReadOnlySet<string> takeTheirs, Person who)
    {
        if (Clash is not { } clash) return Task.CompletedTask;
        var merged = StrategyMerge.Of(clash.Base, Content, clash.Theirs, takeTheirs);
        Adopt(clash.Theirs, clash.Version);
        Trail.Add(merged.Content, clash.Words);
        return SaveAsync(who);
    }

    /// <summary>Begins anew with what the server has: after publishing, rolling back, discarding, rebasing.</summary>
    public void Reload()
    {
        if (desk.Find(Key) is not { } entry) return;
        Entry = entry;
        Begin(entry);
    }

    void Begin(StrategyEntry entry)
    {
        var next = entry.Draft?.Content ?? entry.Live ?? known;
        (known, version, Clash, Problem) = (next, entry.Draft?.Version ?? 0, null, null);
        Trail = new DraftTrail(next);
        KeepTrail();
    }

    void KeepTrail() => trails.Keep(Key, personId, Entry.Live?.Number, Trail);

    void Take(StrategyDraft? saved)
    {
        if (saved is null) return;
        (known, version) = (saved.Content, saved.Version);
    }

    /// <summary>Both changed: where no part was changed by both, the changes go together by themselves.</summary>
    void Meet(StrategyDraft? theirs)
    {
        var content = theirs?.Content ?? Live;
        var clash = new StudioClash(known, content, theirs?.Version ?? 0, theirs is null ? "The draft was published or discarded meanwhile." : $"{theirs.AuthorName} changed the draft meanwhile.");
        var merged = StrategyMerge.Of(known, Content, content);
        if (!merged.Conflicts.IsEmpty || theirs is null)
        {
            Clash = clash;
            return;
        }
        Adopt(content, clash.Version);
        Trail.Add(merged.Content, clash.Words);
    }

    void Adopt(StrategyRevision content, long seen) => (known, version, Clash, Problem) = (content, seen, null, null);
}

/// <summary>Two people's changes of one draft that do not go together.</summary>
/// <param name="Base">The content that both began with.</param>
/// <param name="Version">Of theirs; 0 when there is no draft any more.</param>
/// <param name="Words">What happened.</param>
public sealed record StudioClash(StrategyRevision Base, StrategyRevision Theirs, long Version, string Words)
{
    /// <summary>Another one for another clash.</summary>
    public string Mark { get; } = $"{Version} {Theirs.Hash}";
}
