namespace RecConsole.Engine.Simulation;

/// <summary>
/// How simulated shoppers choose. A click needs two things (examination hypothesis: Richardson, Dominowska and Ragno,
/// WWW 2007; Craswell et al., WSDM 2008): the slot is looked at, with probability <c>1 / k^eta</c> (Joachims,
/// Swaminathan and Schnabel, WSDM 2017), and the item attracts, with the logistic function of its utility. Cart and
/// purchase are logistic in the same utility. Pure. It proves mechanisms, not markets: a lift measured on it says that the
/// loop works, and nothing of how much a real shop would earn.
/// </summary>
internal sealed record ChoiceModel
{
    public static ChoiceModel Default { get; } = new();

    /// <summary>Steepness of the position bias; 0 is none.</summary>
    public double PositionBias { get; init; } = 0.7;
    /// <summary>Utility at which half of those who look would click.</summary>
    public double ClickThreshold { get; init; } = 6.3;
    /// <summary>Log-odds that something clicked goes into the cart, at utility 0.</summary>
    public double CartLogOdds { get; init; } = -3.4;
    /// <summary>Log-odds that something in the cart is paid for, at utility 0.</summary>
    public double PurchaseLogOdds { get; init; } = -3.7;
    /// <summary>How much less than a click cart and purchase depend on utility: those who clicked are half won.</summary>
    public double CommitmentSlope { get; init; } = 0.2;
    /// <summary>Weight of <see cref="ItemTraits.Appeal"/>.</summary>
    public double AppealWeight { get; init; } = 0.65;
    /// <summary>Days in which the charm of a launch falls to 1/e.</summary>
    public double NoveltyDays { get; init; } = 14;

    /// <summary>Logits: the sum of what taste and mood make of each trait.</summary>
    public double Utility(Taste taste, Mood mood, in ItemTraits item, DateTimeOffset now)
    {
        var price = item.PriceZ - taste.PriceLevel;
        var ageDays = item.AddedAtTicks > 0 ? Math.Max(0, (now.UtcTicks - item.AddedAtTicks) / (double)TimeSpan.TicksPerDay) : double.PositiveInfinity;
        return mood.Utility(item)
            + (item.Type >= 0 ? taste.Type[item.Type] : 0)
            + (item.Style >= 0 ? taste.Style[item.Style] : 0)
            + (item.Brand >= 0 ? taste.Brand[item.Brand] : 0)
            + (item.ColourFamily >= 0 ? taste.ColourFamily[item.ColourFamily] : 0)
            - Math.Min(taste.PriceSensitivity * price * price, 2.5)
            + taste.Novelty * Math.Exp(-ageDays / NoveltyDays)
            + AppealWeight * item.Appeal;
    }

    /// <summary>Probability that a slot is looked at; slots count from 1.</summary>
    public double Examination(int position) => Math.Pow(position, -PositionBias);

    /// <summary>Probability that an item is clicked once it is looked at.</summary>
    public double Attraction(double utility) => Logistic(utility - ClickThreshold);

    public double ClickProbability(double utility, int position) => Examination(position) * Attraction(utility);

    /// <summary>Probability that a clicked item goes into the cart.</summary>
    public double CartProbability(double utility) => Logistic(CartLogOdds + CommitmentSlope * utility);

    /// <summary>Probability that an item in the cart is bought when the visit ends.</summary>
    public double PurchaseProbability(double utility) => Logistic(PurchaseLogOdds + CommitmentSlope * utility);

    static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
