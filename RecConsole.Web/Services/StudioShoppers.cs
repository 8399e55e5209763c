using System.Runtime.CompilerServices;
using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Simulation;
using EventId = RecConsole.Engine.Events.EventId;

namespace RecConsole.Web.Services;

/// <summary>
/// In: for whom to preview. Out: what the engine knows of them. A persona's first steps are played in memory: a preview
/// sends no event and shows in no figure of the shop.
/// </summary>
public sealed class StudioShoppers(LabPersonas personas, SessionStore sessions, TimeProvider time)
{
    // one state a persona, so that the encoder runs once for each
    readonly ConditionalWeakTable<Persona, SessionState> played = [];

    public IReadOnlyList<Persona> Personas => personas.All;

    /// <summary>The latest shoppers of the log.</summary>
    public IReadOnlyList<(UserId Id, SessionState State)> Latest(int count) => sessions.LatestUsers(count);

    /// <summary>The latest visits of the log; with a text, those that have it in their own or their shopper's id.</summary>
    public IReadOnlyList<(SessionId Id, SessionState State)> LatestVisits(int count, string? text) => sessions.Latest(count, text);

    /// <summary>What an id names: a shopper or a visit; null when the shop knows neither.</summary>
    public StudioShopper? Recognise(string id)
    {
        foreach (var kind in new[] { StudioShopperKind.User, StudioShopperKind.Session })
            if (new StudioShopper(kind, id) is var shopper && Find(shopper) is not null) return shopper;
        return null;
    }

    /// <summary>Null where the shop does not know them (any more).</summary>
    public SessionState? Find(StudioShopper shopper) => shopper.Kind switch
    {
        StudioShopperKind.Anonymous => SessionState.Empty,
        StudioShopperKind.Persona => personas.Find(shopper.Id) is { } persona ? played.GetValue(persona, Play) : null,
        StudioShopperKind.User => Known(sessions.Find(new UserId(shopper.Id), null)),
        _ => Known(sessions.Find(null, new SessionId(shopper.Id))),
    };

    static SessionState? Known(SessionState state) => ReferenceEquals(state, SessionState.Empty) ? null : state;

    SessionState Play(Persona persona)
    {
        var now = time.GetUtcNow();
        var state = SessionState.Empty;
        for (var n = 0; n < persona.Steps.Count; n++)
        {
            var at = now.AddMinutes(n - persona.Steps.Count);
            state = SessionUpdater.Apply(state, new ShopEvent(EventId.NewTimeOrdered(at), persona.Steps[n].Kind, new UserId(persona.Name), new SessionId(persona.Name), at)
            {
                ItemId = persona.Steps[n].ItemId,
            });
        }
        return state;
    }
}
