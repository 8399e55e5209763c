namespace RecConsole.Engine.Impact;

/// <summary>What a slate can earn. CTR is per slot shown, the others per request.</summary>
public enum Reward
{
    Ctr,
    Conversion,
    Revenue,
    Margin,
}
