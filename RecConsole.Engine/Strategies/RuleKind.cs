namespace RecConsole.Engine.Strategies;

/// <summary>What a rule does with the items that it matches. The names are stored: never rename.</summary>
public enum RuleKind
{
    /// <summary>Adds <see cref="StrategyRule.Strength"/> to the score.</summary>
    Boost,
    /// <summary>Takes <see cref="StrategyRule.Strength"/> from the score.</summary>
    Bury,
    /// <summary>Takes the items off the slate.</summary>
    Hide,
    /// <summary>Takes all other items off the slate; two such rules at once leave what both match.</summary>
    IncludeOnly,
    /// <summary>Puts one item into <see cref="StrategyRule.Slot"/>, whatever its score.</summary>
    Pin,
    /// <summary>Puts one item into <see cref="StrategyRule.Slot"/> when it ranks among the top M anyway.</summary>
    SoftPin,
}
