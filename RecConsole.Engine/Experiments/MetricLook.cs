using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>
/// One metric of one arm against the control, in all the ways in which it is read: relative differences, and the absolute one in
/// the metric's unit. What does not exist is null.
/// </summary>
public sealed record MetricLook(string Arm, string Control)
{
    /// <summary>In the metric's unit, at one look.</summary>
    public TestResult? Absolute { get; init; }

    /// <summary>At one look.</summary>
    public TestResult? Fixed { get; init; }

    /// <summary>Good at every look.</summary>
    public TestResult? Sequential { get; init; }

    /// <summary>In the metric's unit, good at every look.</summary>
    public TestResult? AbsoluteSequential { get; init; }

    /// <summary>In the metric's unit, at one look, with what the time before explains taken out.</summary>
    public TestResult? CupedAbsolute { get; init; }

    /// <summary>The same, good at every look.</summary>
    public TestResult? CupedAbsoluteSequential { get; init; }

    /// <summary>At one look, with what the time before explains taken out (CUPED); null where nothing is known from before.</summary>
    public TestResult? Cuped { get; init; }

    /// <summary>The same, good at every look.</summary>
    public TestResult? CupedSequential { get; init; }

    /// <summary>By CUPED, from 0 to 1.</summary>
    public double? VarianceReduction { get; init; }

    /// <summary>
    /// Of no difference, by the absolute one, whose test keeps its level where few units order; CUPED and at every look as
    /// <see cref="Deciding"/>, whose relative interval is for reading.
    /// </summary>
    public double? PValue { get; init; }

    /// <summary>The same, corrected over the family.</summary>
    public double? AdjustedPValue { get; init; }

    /// <summary>Under a flat prior; Jeffreys' for a share.</summary>
    public double? ProbabilityToBeatControl { get; init; }

    /// <summary>What is lost on average by taking the arm although the control is better, in the metric's unit.</summary>
    public double? Risk { get; init; }

    /// <summary>The relative difference that decides, turned so that better is up.</summary>
    public Interval? Gain { get; init; }

    /// <summary>What it would be as a goal.</summary>
    public GoalState Goal { get; init; }

    /// <summary>What it is as a guardrail; undecided for others.</summary>
    public GuardrailState Guardrail { get; init; }

    /// <summary>Why there is no comparison.</summary>
    public NoStatistic Why { get; init; }

    /// <summary>The relative difference that decides: CUPED where there is one, good at every look where the plan says so.</summary>
    public TestResult? Deciding(bool sequential) => (CupedAbsolute is not null, sequential) switch
    {
        (true, true) => CupedSequential,
        (true, false) => Cuped,
        (false, true) => Sequential,
        _ => Fixed,
    };
}
