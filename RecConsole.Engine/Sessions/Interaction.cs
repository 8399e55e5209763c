using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Sessions;

/// <summary>One item that a shopper dealt with, as an encoder sees it.</summary>
public readonly record struct Interaction(ItemId ItemId, EventKind Kind, DateTimeOffset Timestamp);
