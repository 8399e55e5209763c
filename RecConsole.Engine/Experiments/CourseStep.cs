namespace RecConsole.Engine.Experiments;

/// <summary>What can be done with an experiment; when, says <see cref="ExperimentCourse"/>.</summary>
public enum CourseStep
{
    Discard,
    Start,
    Pause,
    Resume,
    /// <summary>Another share of traffic in the same split.</summary>
    Ramp,
    /// <summary>Another split of the same traffic.</summary>
    Split,
    /// <summary>Other shares of a bandit's arms: its next period.</summary>
    Update,
    Stop,
}
