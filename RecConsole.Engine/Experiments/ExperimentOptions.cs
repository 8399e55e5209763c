namespace RecConsole.Engine.Experiments;

/// <summary>The settings of the section <c>Experiments</c>.</summary>
public sealed record ExperimentOptions
{
    public const string Section = "Experiments";

    /// <summary>
    /// Share of all shoppers (visits where the shopper is not known) that enters no experiment and always sees what is live: beside
    /// them one sees what all experiments together have brought. More of them keeps those that are held out already.
    /// </summary>
    public double HoldoutShare { get; init; }
}
