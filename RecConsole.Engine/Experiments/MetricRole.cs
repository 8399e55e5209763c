namespace RecConsole.Engine.Experiments;

/// <summary>What a metric is to the decision. Kept by name: never rename.</summary>
public enum MetricRole
{
    /// <summary>One that has to become better.</summary>
    Goal,

    /// <summary>One that must not become worse by more than its margin.</summary>
    Guardrail,

    /// <summary>One that is looked at and decides nothing.</summary>
    Secondary,
}
