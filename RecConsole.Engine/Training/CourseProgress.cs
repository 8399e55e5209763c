namespace RecConsole.Engine.Training;

/// <summary>How far a training is, from reading to measuring.</summary>
/// <param name="Stage">What is being done, in words.</param>
/// <param name="Share">Of the stage, from 0 to 1.</param>
/// <param name="Passes">Of a model that learns in passes; null for the others.</param>
public sealed record CourseProgress(string Stage, double Share, TrainingProgress? Passes = null);
