using RecConsole.Engine.People;

namespace RecConsole.Engine.Hosting;

/// <summary>Who may change segments and campaigns: pages, routes and <see cref="TargetDesk{T}"/> ask here.</summary>
public static class TargetPolicy
{
    /// <summary>
    /// The right to publish, not that to change drafts: what is saved counts from the next request on, in every strategy that is live,
    /// and nobody looks at it in between.
    /// </summary>
    public const Permission ToChange = Permission.Publish;
}
