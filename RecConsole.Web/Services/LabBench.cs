using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>
/// Joins the two halves of a play: what is done by hand goes through the same queue as the shop's events, marked as played, so
/// that it shows on the live page and counts in no figure; and each step is answered by every side, on the catalogue and
/// signals of now and with one chance for the whole visit. Slates of the lab are not logged: nobody was shown them.
/// </summary>
public sealed class LabBench(Recommender recommender, Ranker ranker, EventValidator validator, EventQueue queue, CatalogStore catalog, TimeProvider time)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>The slates of a step with their reasons.</summary>
    public async Task<LabStep> ServeAsync(LabScript script, int number, LabScene scene, CancellationToken cancellation)
    {
        await CatchUpAsync(cancellation);
        var (cause, known) = (script.CauseOf(number), script.MemoryAt(number));
        var search = cause?.Act is { Kind: EventKind.Search, Query: { } words } ? words : null;
        var request = new SlateRequest(search is null ? scene.Placement : LabScene.SearchPlacement, scene.Wanted)
        {
            SessionId = script.Visit,
            Context = search is null ? RequestContext.None : new RequestContext { Query = search },
            Explain = true,
        };
        var slates = await Task.Run(() => recommender.Play(request, known, [.. scene.Arms]), cancellation);
        return new LabStep(number, cause, known, slates);
    }

    /// <summary>Whether a slate still shows the shop's items: another shop may have taken its place.</summary>
    public bool IsCurrent(Slate slate) => slate.Generation == catalog.Current.Generation;

    /// <summary>Grows with each change of the catalogue.</summary>
    public long CatalogVersion => catalog.Current.Version;

    /// <summary>Sends what is done by hand and waits until it is durable: how long that took, or why it was refused.</summary>
    /// <param name="visit">Of the lab's own.</param>
    /// <param name="position">Slot of the item, where it stood in the slate.</param>
    public async Task<(double LoggedMs, string? Problem)> LogAsync(UserId user, SessionId visit, LabAct act, int? position, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var draft = new EventDraft
        {
            Type = act.Kind.Name(),
            UserId = user.Value,
            SessionId = visit.Value,
            ItemId = act.ItemId?.Value,
            Query = act.Query,
            Position = position,
            Price = act.ItemId is { } item ? catalog.Current.Find(item)?.Price : null,
        };
        if (validator.Validate(draft, EventOrigin.Lab, out var reason) is not { } e) return (0, $"The event was refused: {reason}.");
        if (queue.TryEnqueue([e]) is not { } receipt) return (0, "The event queue is full. Try again in a moment.");
        try
        {
            await receipt.WaitAsync(cancellation);
            return (time.GetElapsedTime(started).TotalMilliseconds, null);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return (0, $"The event could not be logged: {failure.Message}");
        }
    }

    /// <summary>Requests rank the shop of a moment ago while another one is laid out (a second at most): the lab waits for it.</summary>
    async Task CatchUpAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (IsBehind(ranker.Current.Catalog, catalog.Current) && time.GetElapsedTime(started) < LongestWait)
            await Task.Delay(LookEvery, time, cancellation);
    }

    static bool IsBehind(CatalogSnapshot ranked, CatalogSnapshot now) => ranked.Generation != now.Generation || (ranked.Count == 0 && now.Count > 0);
}
