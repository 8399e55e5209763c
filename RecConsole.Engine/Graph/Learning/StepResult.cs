namespace RecConsole.Engine.Graph.Learning;

/// <summary>What one step said.</summary>
/// <param name="Loss">Before the step; over several parts the sum of their losses, each times its share.</param>
/// <param name="GradientNorm">Length of the gradient over all parameters, before clipping.</param>
public readonly record struct StepResult(float Loss, float GradientNorm);
