using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Services;

/// <summary>In: who is played, since when, and what was done by hand. Out: the script; or in words why there is none.</summary>
public sealed class LabScripts(StudioShoppers shoppers, VisitLog log)
{
    /// <summary>Before the visits of the lab, so that they can be told from the shop's.</summary>
    const string VisitPrefix = "lab-";

    /// <summary>The visit of what is done by hand in a play that began then, in milliseconds since 1970.</summary>
    public static SessionId VisitOf(long began) => new(VisitPrefix + began.ToString("x", System.Globalization.CultureInfo.InvariantCulture));

    /// <param name="began">When the play began: what a shopper did later is not known in it.</param>
    /// <param name="upTo">Steps of a logged visit that are kept before what was done by hand; null for all.</param>
    public async Task<(LabScript? Script, string? Problem)> BuildAsync(StudioShopper who, DateTimeOffset began, int? upTo, IReadOnlyList<LabAct> acts, CancellationToken cancellation)
    {
        var visit = VisitOf(began.ToUnixTimeMilliseconds());
        var (script, problem) = who.Kind switch
        {
            StudioShopperKind.Session => await LoggedAsync(new SessionId(who.Id), upTo, cancellation),
            StudioShopperKind.User => (await Task.Run(() => log.Shopper(new UserId(who.Id), began), cancellation) is var known && !known.Recent.IsEmpty
                ? new LabScript(known, new UserId(who.Id), visit, [])
                : null, $"Nothing was known of a shopper '{who.Id}' on {began:yyyy-MM-dd HH:mm:ss} UTC."),
            _ => (shoppers.Find(who) is { } state ? new LabScript(state, new UserId(visit.Value), visit, []) : null, $"There is no persona '{who.Id}'."),
        };
        if (script is null) return (null, problem);
        foreach (var act in acts.Take(LabScript.MaxSteps - script.Count)) script = script.Branch(script.Count, act, began);
        return (script, null);
    }

    /// <summary>What is done by hand after a logged visit is a visit of the lab's own.</summary>
    async Task<(LabScript?, string)> LoggedAsync(SessionId id, int? upTo, CancellationToken cancellation)
    {
        var logged = await Task.Run(() => log.Find(id), cancellation);
        if (logged is null) return (null, $"There is no visit '{id}' in the log.");
        var steps = logged.Steps.Take(Math.Min(upTo ?? int.MaxValue, LabScript.MaxSteps - 1))
            .Select(step => new LabScriptStep(new LabAct(step.Event.Kind, step.Event.ItemId, step.Event.Query), step.Event.Timestamp, IsLogged: true, step.After));
        return (new LabScript(logged.Before, logged.User, id, [.. steps]), "");
    }
}
