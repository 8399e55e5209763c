namespace RecConsole.Engine.Impact;

/// <summary>What the model expects of one slate.</summary>
/// <param name="Diversity">Mean unlikeness of two of its items.</param>
readonly record struct ExpectedSlate(double Clicks, int Slots, double Margin, double Diversity);
