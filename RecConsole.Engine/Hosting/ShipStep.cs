using RecConsole.Engine.Experiments;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Hosting;

/// <summary>How far a shipped variant has come on its way to everybody.</summary>
/// <param name="Strategy">That ranks the requests which the experiment met.</param>
/// <param name="Content">The variant's revision as one of that strategy; null where it is kept no more.</param>
/// <param name="Draft">Of that strategy, whatever it holds.</param>
public sealed record ShipStep(Variant Variant, string Strategy, ShipState State, StrategyRevision? Content, StrategyDraft? Draft);

/// <summary>See <see cref="ShipStep"/>.</summary>
public enum ShipState
{
    /// <summary>It can become the strategy's draft.</summary>
    Open,

    /// <summary>The strategy has another draft.</summary>
    DraftInTheWay,

    /// <summary>It is the strategy's draft.</summary>
    Drafted,

    /// <summary>It is what the strategy ranks by.</summary>
    Live,

    /// <summary>Its revision is kept no more.</summary>
    Gone,
}
