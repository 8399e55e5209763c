using RecConsole.Engine.Serving;

namespace RecConsole.Web.Services;

/// <summary>Where in the shop a play happens and who answers.</summary>
/// <param name="Wanted">Items of a slate.</param>
/// <param name="Arms">One or two sides.</param>
public sealed record LabScene(string Placement, int Wanted, IReadOnlyList<PlayedArm> Arms)
{
    /// <summary>Where the answer to a search stands.</summary>
    public const string SearchPlacement = "search";

    /// <summary>Whether a play answers the same in both.</summary>
    public bool IsSame(LabScene other) => (Placement, Wanted) == (other.Placement, other.Wanted) && Arms.Count == other.Arms.Count
        && Arms.Zip(other.Arms).All(pair => pair.First.Revision.Hash == pair.Second.Revision.Hash && ReferenceEquals(pair.First.Model, pair.Second.Model));
}
