using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Targeting;

/// <summary>Items that are promoted together for a time: while it runs they count in the signal <c>campaign</c>, which a weight can lift.</summary>
public sealed record Campaign(string Key, string Name) : ITarget
{
    public const int Most = 100;

    /// <summary>Most items that a campaign can name by id.</summary>
    public const int MaxIds = 2000;

    public ItemCondition Items { get; init; } = ItemCondition.Every;

    /// <summary>By the wall clock; null: from now on, until it is removed.</summary>
    public TimeWindow? When { get; init; }

    public string? Problem() => TargetKey.Problem("campaign", Key, Name) ?? ItemsProblem() ?? (When?.Problem() is { } fault ? $"The time of the campaign does not do: {fault}." : null);

    public CampaignState StateAt(DateTimeOffset clock) =>
        When is null || When.Contains(clock) ? CampaignState.Runs
        : clock < When.From ? CampaignState.Waits
        : clock >= When.Until ? CampaignState.Ended
        : CampaignState.Rests;

    string? ItemsProblem()
    {
        if (Items.Problem() is { } fault) return $"The items of the campaign do not do: {fault}.";
        if (Items.Ids.Length > MaxIds) return $"The list has {Items.Ids.Length} ids; at most {MaxIds} are taken. For more give the items the attribute 'campaign' in the catalogue.";
        return Items.Key == ItemCondition.Every.Key ? "A campaign names its items: by a category, brand, seller, price, age, stock or attribute, or by their ids. One of all items would lift none above another." : null;
    }
}

public enum CampaignState
{
    /// <summary>Its time has not come.</summary>
    Waits,
    Runs,
    /// <summary>Between its begin and its end, on a day or at a time of day that is not its own.</summary>
    Rests,
    Ended,
}
