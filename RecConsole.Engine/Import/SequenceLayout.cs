namespace RecConsole.Engine.Import;

/// <summary>What the numbers of a sequence file mean.</summary>
public enum SequenceLayout
{
    /// <summary>"user item": one event a line, as SASRec has it.</summary>
    Pairs,
    /// <summary>"user item item ...": one shopper a line.</summary>
    UserThenItems,
    /// <summary>"item item ...": one shopper a line, named by the line's number.</summary>
    ItemsOnly,
}
