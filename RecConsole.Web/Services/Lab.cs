using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Simulation;

namespace RecConsole.Web.Services;

/// <summary>
/// Joins the two halves of a play: a shopper's action goes through the same queue as the shop's events, and the next
/// slate is asked for once it is durable and remembered. Holds nothing: the steps are the page's.
/// </summary>
public sealed class Lab(Recommender recommender, EventValidator validator, EventQueue queue, SessionStore sessions, CatalogStore catalog, TimeProvider time)
{
    /// <summary>Asks for a slate with its reasons.</summary>
    public async Task<LabStep> ServeAsync(LabShopper shopper, string placement, int count, LabStep? before, LabAction? cause, CancellationToken cancellation)
    {
        var memory = sessions.Find(shopper.UserId, shopper.SessionId);
        var slate = await recommender.RecommendAsync(new SlateRequest(placement, count)
        {
            UserId = shopper.UserId,
            SessionId = shopper.SessionId,
            Explain = true,
        }, cancellation);
        var moves = SlateMovement.Between(before is null ? null : Ids(before.Slate), Ids(slate));
        return new LabStep((before?.Number ?? 0) + 1, cause, slate, moves, memory);
    }

    /// <summary>Whether anything is known of who is played.</summary>
    public bool Remembers(LabShopper shopper) => !sessions.Find(shopper.UserId, shopper.SessionId).Recent.IsEmpty;

    /// <summary>Sends one action and waits until it is durable; a refusal comes back in words.</summary>
    public async Task<(LabAction? Action, string? Problem)> ActAsync(LabShopper shopper, EventKind kind, Slate slate, SlateItem item, CancellationToken cancellation)
    {
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
            if (validator.Validate(draft, EventOrigin.Live, out var reason) is not { } e) return $"The event was refused: {reason}.";
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
