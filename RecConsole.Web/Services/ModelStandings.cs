using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Services;

/// <summary>How the shop stands with its model, for every page that says so. One instance serves all circuits.</summary>
public sealed class ModelStandings(ShopStatus status, LogQuality log)
{
    public ModelStanding Current => Of(status.Current, log.EventCount);

    /// <summary>A shop that is still being read may hold events that have not been counted yet.</summary>
    public static ModelStanding Of(ShopPhase phase, long events) => phase switch
    {
        { IsReady: true } => ModelStanding.Ready,
        { Task: null } when events == 0 => ModelStanding.NothingToLearn,
        _ => ModelStanding.Coming,
    };
}

public enum ModelStanding
{
    /// <summary>A model ranks.</summary>
    Ready,
    /// <summary>The shop has events; the first model follows by itself.</summary>
    Coming,
    /// <summary>Nothing is being fitted, and nothing can be: there are no events.</summary>
    NothingToLearn,
}
