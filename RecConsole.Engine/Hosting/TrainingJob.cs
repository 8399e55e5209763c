using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>The training of the moment: immutable, swapped by <see cref="TrainingDesk"/>.</summary>
/// <param name="IsStopping">Somebody asked for it to stop; the pass that is half done is thrown away.</param>
public sealed record TrainingJob(TrainingEntry Entry, CourseProgress Progress, bool IsStopping)
{
    public bool IsRunning => Entry.State == TrainingState.Running;
}
