using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>What became of a wish about models: the training or the promotion, or why nothing was done.</summary>
/// <param name="Report">The checks that were made for it.</param>
/// <param name="Sentence">Why not, and what would be right.</param>
public sealed record ModelAnswer(TrainingEntry? Training = null, Promotion? Promotion = null, GateReport? Report = null, DeskRefusal? Refusal = null, string? Sentence = null)
{
    public bool IsDone => Refusal is null;

    internal static ModelAnswer Refuse(DeskRefusal refusal, string sentence, GateReport? report = null) => new(Refusal: refusal, Sentence: sentence, Report: report);
}
