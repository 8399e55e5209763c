namespace RecConsole.Engine.Events;

/// <summary>What became of one submitted batch, once it is durable.</summary>
/// <param name="Accepted">Events new to the log.</param>
/// <param name="Duplicates">Events whose id was in the log, or earlier in the batch.</param>
public readonly record struct EventReceipt(int Accepted, int Duplicates);
