namespace RecConsole.Engine.Experiments;

/// <summary>What a shopper did in the time before the experiment: the covariates. Zero where nothing is known.</summary>
public readonly record struct UnitPast(int Impressions, int Clicks, int Carts, int Orders, double Revenue, double Margin)
{
    /// <summary>Days before the start that are read.</summary>
    public const int Days = 14;

    /// <summary>Whether anything is known from before.</summary>
    public bool IsKnown => Impressions > 0 || Clicks > 0 || Carts > 0 || Orders > 0;
}
