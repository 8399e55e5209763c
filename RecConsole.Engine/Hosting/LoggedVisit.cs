using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Hosting;

/// <summary>A visit of the log.</summary>
/// <param name="User">The shopper of its first event.</param>
/// <param name="Before">What was known of the shopper when it began.</param>
/// <param name="Steps">Its events in the order of the log; impressions are none.</param>
public sealed record LoggedVisit(SessionId Id, UserId User, SessionState Before, IReadOnlyList<LoggedStep> Steps);

/// <summary>An event of the log, and what was known of the shopper after it.</summary>
public readonly record struct LoggedStep(ShopEvent Event, SessionState After);
