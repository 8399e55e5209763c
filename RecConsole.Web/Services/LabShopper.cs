using RecConsole.Engine.Events;

namespace RecConsole.Web.Services;

/// <summary>Who is played in the lab: a known shopper, or nobody yet (then the visit stands for them).</summary>
public sealed record LabShopper(UserId? UserId, SessionId SessionId)
{
    public const string SessionPrefix = "lab-";

    /// <summary>An event needs a shopper; an anonymous visit is its own.</summary>
    public UserId EventUser => UserId ?? new UserId(SessionId.Value);

    /// <summary>A visit of its own for each play, so that it can be told from the shop's.</summary>
    public static SessionId NewSession(DateTimeOffset now) => new(SessionPrefix + SlateId.NewTimeOrdered(now).Value);
}
