namespace RecConsole.Engine.Training;

/// <summary>What a model's checks came to.</summary>
/// <param name="Against">Hash of the model that served then; null when none did.</param>
public sealed record GateReport(DateTimeOffset At, string? Against, IReadOnlyList<GateCheck> Checks)
{
    public bool Passed => Checks.All(check => check.Passed);
}
