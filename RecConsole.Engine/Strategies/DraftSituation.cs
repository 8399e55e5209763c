using RecConsole.Engine.People;

namespace RecConsole.Engine.Strategies;

/// <summary>All that <see cref="DraftSteps"/> looks at.</summary>
/// <param name="State">Null: there is no draft.</param>
/// <param name="Role">Of the person who looks.</param>
/// <param name="IsOwn">Whether that person's changes are in the draft.</param>
/// <param name="Differs">Whether the draft ranks or reads otherwise than what is live.</param>
/// <param name="IsStale">Whether another revision went live since the draft began.</param>
/// <param name="Publishers">How many people of the shop may publish.</param>
/// <param name="Problem">What keeps the content from being published at all (a weight that the shop does not have), or null.</param>
/// <param name="Conflicts">How many conflicts there are between its rules.</param>
public sealed record DraftSituation(
    DraftState? State, Role Role, bool IsOwn = false, bool Differs = true, bool IsStale = false, int Publishers = 1, string? Problem = null, int Conflicts = 0);
