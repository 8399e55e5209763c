namespace RecConsole.Engine.Models.Pairs;

/// <summary>A shopper of a log and an item, a row of its vocabulary, that they dealt with.</summary>
readonly record struct Pair(int User, int Item);
