namespace RecConsole.Engine.Simulation;

/// <summary>A visit that was made under each of two strategies and once more with their slates interleaved.</summary>
/// <param name="ClicksA">Of the visit that was made under A alone, on <paramref name="SlotsA"/> slots.</param>
/// <param name="Drafted">The visit with both.</param>
public readonly record struct ComparedVisit(int ClicksA, int SlotsA, int ClicksB, int SlotsB, DraftedVisit Drafted);

/// <summary>A visit whose slates were drafted of two strategies.</summary>
/// <param name="CreditA">Clicks on what A's team placed.</param>
/// <param name="Slots">All that was shown.</param>
/// <param name="Teamed">Slots that one team placed; on the others both agreed.</param>
/// <param name="ExpectedA">Clicks that A's whole slates would have got, shown at the same moments of the same visit, in the mean.</param>
/// <param name="ExpectedTopA">The same of the upper halves alone: a draft of two has room for no more of each.</param>
public readonly record struct DraftedVisit(int CreditA, int CreditB, int Slots, int Teamed, double ExpectedA, double ExpectedB, double ExpectedTopA, double ExpectedTopB);
