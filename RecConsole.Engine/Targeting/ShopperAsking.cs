using RecConsole.Engine.Events;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Targeting;

/// <summary>Who asks for a slate, and where: all that a segment can be told by.</summary>
/// <param name="User">Null for a visit without a name.</param>
public readonly record struct ShopperAsking(UserId? User, SessionState State, string Placement, RequestContext Context);
