namespace RecConsole.Engine.Models;

/// <summary>What association and sequential rules have in common.</summary>
public sealed record RuleSettings : IModelSettings
{
    /// <summary>How far apart two interactions of one history may lie to make a rule.</summary>
    public int Steps { get; init; } = 10;

    /// <summary>Length of an item's list.</summary>
    public int Rules { get; init; } = 200;

    /// <summary>The paper reads the latest item only; longer histories add up the lists of several.</summary>
    public HistoryOptions History { get; init; } = new() { Length = 1 };

    public void Validate()
    {
        ModelOptions.ThrowIfBelowOne(Steps, nameof(Steps));
        ModelOptions.ThrowIfBelowOne(Rules, nameof(Rules));
        History.Validate();
    }
}
