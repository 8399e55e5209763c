using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>
/// Which of a request's pins hold: not those of items that it may not show, soft ones whose item is not among the top M, nor
/// those of slots beyond the slate. One pin a slot and one an item is the compiler's to see to.
/// </summary>
static class SlatePins
{
    /// <summary>Adds the pins that hold to <paramref name="placed"/>, by slot, each with its item's score.</summary>
    public static void Place(RankedItems ranked, int count, List<PlacedPin> placed)
    {
        foreach (var pin in ranked.Rules.Pins)
        {
            if (pin.Slot > count) return; // by slot: no later one fits either
            if (WhyNot(ranked, pin) is not null) continue;
            placed.Add(new PlacedPin(pin.Item, ranked.ScoreOf(pin.Item), pin.Slot, pin.RuleKey));
        }
    }

    /// <summary>Why a pin does not hold, in words, or null when it does.</summary>
    public static string? WhyNot(RankedItems ranked, Pin pin)
    {
        if (ranked.IsExcluded(pin.Item)) return "its item may not be shown to this request";
        if (pin.IsSoft && !ranked.Top.Indices.Contains(pin.Item)) return $"its item is not among the best {ranked.Top.Count}, and the pin is soft";
        return null;
    }
}
