namespace RecConsole.Engine.Events;

/// <summary>What a shopper did. The numbers are stored: never renumber.</summary>
public enum EventKind : byte
{
    Impression = 1,
    View = 2,
    Click = 3,
    AddToCart = 4,
    RemoveFromCart = 5,
    Purchase = 6,
    Search = 7,
    Rate = 8,
}
