using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Simulation;

namespace RecConsole.Web.Services;

/// <summary>
/// Joins the two halves of a play: a shopper's action goes through the same queue as the shop's events, and the next
/// slate is asked for once it is durable and remembered. Requests and events are marked as played: the shopper remembers
/// them, and no figure, signal or model counts them.
/// </summary>
public sealed class Lab(Recommender recommender, Ranker ranker, EventValidator validator, EventQueue queue, SessionStore sessions, CatalogStore catalog, LabPlays plays, TimeProvider time)
{
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(50);
    static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(15);

    /// <summary>Asks for a slate with its reasons.</summary>
    public async Task<LabStep> ServeAsync(LabShopper shopper, string placement, int count, LabStep? before, LabAction? cause, CancellationToken cancellation)
    {
        await CatchUpAsync(cancellation);
        var memory = sessions.Find(shopper.UserId, shopper.SessionId);
        var slate = await recommender.RecommendAsync(new SlateRequest(placement, count)
        {
            UserId = shopper.UserId,
            SessionId = shopper.SessionId,
            Explain = true,
            Lab = true,
        }, cancellation);
        // beside a slate of another length every item would be new or out, and none of it the shopper's doing
        var moves = SlateMovement.Between(before?.Wanted == count ? Ids(before.Slate) : null, Ids(slate));
        return new LabStep((before?.Number ?? 0) + 1, placement, count, cause, slate, moves, memory);
    }

    /// <summary>Whether a slate still shows the shop's items: another shop may have taken its place.</summary>
    public bool IsCurrent(Slate slate) => slate.Generation == catalog.Current.Generation;

    /// <summary>Grows with each change of the catalogue.</summary>
    public long CatalogVersion => catalog.Current.Version;

    /// <summary>The steps of a visit that was played before, while its shop is there; null when there are none.</summary>
    public IReadOnlyList<LabStep>? Recall(LabShopper shopper) => plays.Find(shopper) is { } play && IsCurrent(play.Steps[^1].Slate) ? play.Steps : null;

    /// <summary>Keeps the steps of a visit for whoever opens its address again.</summary>
    public void Keep(LabShopper shopper, IReadOnlyList<LabStep> steps) => plays.Keep(new LabPlay(shopper, [.. steps]));

    /// <summary>Requests rank the shop of a moment ago while another one is laid out (a second at most): the lab waits for it.</summary>
    async Task CatchUpAsync(CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        while (IsBehind(ranker.Current.Catalog, catalog.Current) && time.GetElapsedTime(started) < LongestWait)
            await Task.Delay(LookEvery, time, cancellation);
    }

    static bool IsBehind(CatalogSnapshot ranked, CatalogSnapshot now) => ranked.Generation != now.Generation || (ranked.Count == 0 && now.Count > 0);

    /// <summary>Whether anything is known of who is played.</summary>
    public bool Remembers(LabShopper shopper) => !sessions.Find(shopper.UserId, shopper.SessionId).Recent.IsEmpty;

    /// <summary>Sends one action and waits until it is durable; a refusal comes back in words.</summary>
    public async Task<(LabAction? Action, string? Problem)> ActAsync(LabShopper shopper, EventKind kind, Slate slate, SlateItem item, CancellationToken cancellation)
    {
        if (!IsCurrent(slate)) return (null, "Another shop has taken the place of the one that this slate is of: nothing was sent.");
        var started = time.GetTimestamp();
        var problem = await SendAsync([Draft(shopper, kind, item.ItemId) with { SlateId = slate.Id.Value, Position = item.Position }], cancellation);
        return problem is null ? (new LabAction(kind, item.ItemId, item.Position, time.GetElapsedTime(started).TotalMilliseconds), null) : (null, problem);
    }

    /// <summary>Lets a shopper begin with a persona's first steps; a refusal comes back in words.</summary>
    public Task<string?> PlayAsync(LabShopper shopper, Persona persona, CancellationToken cancellation) =>
        SendAsync([.. persona.Steps.Select(step => Draft(shopper, step.Kind, step.ItemId))], cancellation);

    EventDraft Draft(LabShopper shopper, EventKind kind, ItemId item) => new()
    {
        Type = kind.Name(),
        UserId = shopper.EventUser.Value,
        SessionId = shopper.SessionId.Value,
        ItemId = item.Value,
        Price = catalog.Current.Find(item)?.Price,
    };

    async Task<string?> SendAsync(IReadOnlyList<EventDraft> drafts, CancellationToken cancellation)
    {
        var events = new List<ShopEvent>(drafts.Count);
        foreach (var draft in drafts)
        {
            if (validator.Validate(draft, EventOrigin.Lab, out var reason) is not { } e) return $"The event was refused: {reason}.";
            events.Add(e);
        }
        if (queue.TryEnqueue(events) is not { } receipt) return "The event queue is full. Try again in a moment.";
        try
        {
            await receipt.WaitAsync(cancellation);
            return null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return $"The event could not be logged: {failure.Message}";
        }
    }

    static ItemId[] Ids(Slate slate) => slate.Items.Select(item => item.ItemId).ToArray();
}
