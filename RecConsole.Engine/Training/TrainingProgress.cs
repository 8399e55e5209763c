namespace RecConsole.Engine.Training;

/// <summary>How far a training is: given several times a pass.</summary>
/// <param name="Epoch">The pass that is being done, or was done last, from 1.</param>
/// <param name="Share">Of that pass, from 0 to 1.</param>
/// <param name="Curve">The passes that are done; the same list until another one is.</param>
/// <param name="Best">Number of the best of them by validation; null before the first validation.</param>
/// <param name="Left">Of all passes that were asked for; null in the first. It may end earlier.</param>
public sealed record TrainingProgress(int Epoch, int Epochs, double Share, IReadOnlyList<EpochRecord> Curve, int? Best, TimeSpan? Left)
{
    public EpochRecord? Latest => Curve.Count > 0 ? Curve[^1] : null;
}
