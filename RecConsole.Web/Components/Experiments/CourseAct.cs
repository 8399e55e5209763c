namespace RecConsole.Web.Components.Experiments;

/// <summary>What the page offers to do with an experiment; rolling back is stopping with that decision.</summary>
public enum CourseAct
{
    Start,
    Discard,
    Pause,
    Resume,
    Ramp,
    Split,
    Stop,
    RollBack,
}
