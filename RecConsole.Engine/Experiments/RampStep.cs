namespace RecConsole.Engine.Experiments;

/// <summary>From when on which share of the units enters. A pause is a step to 0.</summary>
public readonly record struct RampStep(DateTimeOffset At, double Share);
