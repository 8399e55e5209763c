namespace RecConsole.Engine.Evaluation;

/// <summary>Which held-out part is asked about: hyperparameters are chosen on validation, the test part is read once.</summary>
public enum EvaluationPart
{
    Validation,
    Test,
}
