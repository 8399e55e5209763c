namespace RecConsole.Engine.Graph.Gradients;

/// <summary>Of one kind of operator: from the gradients of its results to those of its inputs.</summary>
public delegate void GradientRule(GradientStep step);
