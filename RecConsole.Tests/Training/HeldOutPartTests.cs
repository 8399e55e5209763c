using RecConsole.Engine.Events;
using RecConsole.Engine.Training;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Training;

public sealed class HeldOutPartTests
{
    /// <summary>Each of so many shoppers comes back now and again.</summary>
    static IReadOnlyList<ShopEvent> Regulars(int shoppers, int rounds)
    {
        var history = new History();
        for (var round = 0; round < rounds; round++)
            for (var shopper = 0; shopper < shoppers; shopper++) history.Add($"u{shopper}", $"s{shopper}-{round}", EventKind.View, $"i{(shopper * 7 + round * 3) % 50}");
        return history.Events;
    }

    [Fact]
    public void Of_TimesThatTell_CutsByTime()
    {
        var part = HeldOutPart.Of(Regulars(40, 10), [], seed: 1)!;

        Assert.True(part.IsTemporal);
        Assert.Equal(360, part.Split.Training.Count);
    }

    [Fact]
    public void Of_EverybodyEndsAtOneMoment_HoldsOutTheNewestItems()
    {
        var end = History.Start.AddYears(1);
        var events = Regulars(40, 10).GroupBy(e => e.UserId).SelectMany(own => own.Reverse().Select((e, age) => e with { Timestamp = end.AddMinutes(-age) })).ToList();

        var part = HeldOutPart.Of(events, [], seed: 1)!;

        Assert.False(part.IsTemporal);
        Assert.Equal(20, part.Split.Cases.Count); // half of those who have items enough
        Assert.Equal(events.Count - 20, part.Split.Training.Count);
    }

    [Fact]
    public void Of_SameLogAndSeed_GivesTheSameCases()
    {
        var events = History.Clusters(4, 10, 200, seed: 6);

        var (first, second, other) = (HeldOutPart.Of(events, [], 1)!, HeldOutPart.Of(events, [], 1)!, HeldOutPart.Of(events, [], 2)!);

        Assert.Equal(first.Split.Cases.Select(one => one.Targets[0]), second.Split.Cases.Select(one => one.Targets[0]));
        Assert.NotEqual(first.Split.Cases.Select(one => one.Targets[0]), other.Split.Cases.Select(one => one.Targets[0]));
    }

    [Fact]
    public void Fingerprint_OneEventMoreOrAnother_Differs()
    {
        var events = Regulars(40, 10);
        var hash = DataFingerprint.Of(events, null).Hash;

        Assert.Equal(hash, DataFingerprint.Of([.. events], null).Hash);
        Assert.NotEqual(hash, DataFingerprint.Of([.. events.Skip(1)], null).Hash);
        Assert.NotEqual(hash, DataFingerprint.Of([.. events.Take(399), events[399] with { Kind = EventKind.Purchase }], null).Hash);
    }
}
