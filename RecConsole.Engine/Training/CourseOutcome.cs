using RecConsole.Engine.Models;

namespace RecConsole.Engine.Training;

/// <summary>What a <see cref="TrainingCourse"/> came to.</summary>
/// <param name="Model">Null when it was stopped: it goes on from its folder.</param>
public sealed record CourseOutcome(IFittedModel? Model, TrainingAccount Account);
