namespace RecConsole.Engine.Models.Sequences;

/// <summary>A stretch of one shopper's interactions that is learned at once: every interaction but the oldest is a target.</summary>
/// <param name="First">Place of the oldest in <see cref="TrainingLog.Rows"/>.</param>
/// <param name="Targets">How many interactions follow it.</param>
readonly record struct SequenceChunk(int First, int Targets);
