using RecConsole.Engine.Catalog;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Models;

/// <summary>What is encoded for one request: what is known of the shopper and the item whose page they look at, if any.</summary>
public readonly record struct EncoderInput(SessionState Session, ItemId? CurrentItem = null);
