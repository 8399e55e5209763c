namespace RecConsole.Engine.Feedback;

/// <summary>The slate and slot that an event belongs to.</summary>
public readonly record struct Attribution(SlateRecord Slate, int Position);
