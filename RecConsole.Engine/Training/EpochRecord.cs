namespace RecConsole.Engine.Training;

/// <summary>One pass of a training: a point of its learning curve.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Loss">Mean over the pass, with dropout.</param>
/// <param name="Ndcg10">On the validation part; null where the pass was not validated.</param>
/// <param name="Seconds">Of the pass and its validation.</param>
public sealed record EpochRecord(int Number, double Loss, double? Ndcg10, double? HitRate10, double Seconds);
