using RecConsole.Engine.Models.Sequences;

namespace RecConsole.Engine.Models;

/// <summary>
/// gSASRec (Petrov and Macdonald 2023): <see cref="SasRecModel"/> under the generalised binary cross-entropy. The paper draws
/// negatives for each place; here a step shares them, which makes of their scores one matrix product.
/// </summary>
public static class GsasRecModel
{
    public const string Key = "gsasrec";

    public sealed record Settings : SasRecModel.Settings
    {
        public Settings() => Loss = SequenceLossKind.Generalised;
    }

    public static IModelTraining Begin(FitRequest request) => SasRecModel.Begin(Key, request, request.Read<Settings>(), "Petrov and Macdonald 2023");
}
