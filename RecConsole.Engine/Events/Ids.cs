namespace RecConsole.Engine.Events;

/// <summary>A shopper as the shop names them (or a pseudonym): 1 to 128 characters.</summary>
public readonly record struct UserId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One visit of a shopper: 1 to 128 characters.</summary>
public readonly record struct SessionId(string Value)
{
    public override string ToString() => Value;
}

/// <summary>One slate that was served: 1 to 128 characters.</summary>
public readonly record struct SlateId(string Value)
{
    public override string ToString() => Value;

    /// <summary>A time-ordered id (UUID version 7, RFC 9562).</summary>
    public static SlateId NewTimeOrdered(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));
}

/// <summary>The sender's identifier of an event, under which it counts once: 1 to 128 characters.</summary>
public readonly record struct EventId(string Value)
{
    public override string ToString() => Value;

    /// <summary>A time-ordered id (UUID version 7, RFC 9562): new keys land at the end of the log's index.</summary>
    public static EventId NewTimeOrdered(DateTimeOffset now) => new(Guid.CreateVersion7(now).ToString("N"));
}
