using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Sessions;

namespace RecConsole.Tests.Models;

public sealed class HistoryReaderTests
{
    static readonly ItemVocabulary Vocabulary = new(Enumerable.Range(0, 12).Select(i => new ItemId($"i{i}")));

    [Fact]
    public void Read_Distinct_TakesTheLatestKnownItemsOnce()
    {
        HistoryEntry[] history = [.. new[] { 9, 4, 7, 4, -1, 2 }.Select(row => new HistoryEntry(row, EventKind.View))];
        var read = Read(new HistoryOptions { Length = 3, Decay = 0.5f }.ToEncoder(), history);
        Assert.Equal([2, 4, 7], read.Items);
        Assert.Equal([1f, 0.5f, 0.25f], read.Weights);
    }

    [Fact]
    public void Read_KindsAndTimes_StandBesideTheItems()
    {
        HistoryEntry[] history = [new(3, EventKind.Purchase, 100), new(-1, EventKind.View, 140), new(5, EventKind.View, 160), new(5, EventKind.AddToCart, 175)];
        var read = Read(new EncoderOptions { MaxInteractions = 5, PositionDecay = 1 }, history);
        Assert.Equal([5, 5, 3, -1, -1], read.Items);
        Assert.Equal([2f, 1f, 3f, 0f, 0f], read.Weights);
        Assert.Equal([(long)EventKind.AddToCart, (long)EventKind.View, (long)EventKind.Purchase, -1, -1], read.Kinds);
        Assert.Equal([15f, 60f, 0f, 0f, 0f], read.Gaps);
    }

    /// <summary>What an evaluation reads of a history is what a server reads of the same events, also where it forgets the oldest.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Read_HistoryOrSession_IsTheSame(bool isDistinct)
    {
        var rng = new Rng(4);
        var options = new EncoderOptions { MaxInteractions = 40, PositionDecay = 0.9f, IsDistinct = isDistinct };
        var state = SessionState.Empty;
        var history = new List<HistoryEntry>();
        for (var i = 0; i < 3 * SessionState.MaxRecent; i++)
        {
            var kind = (EventKind[])[EventKind.View, EventKind.Click, EventKind.AddToCart, EventKind.Purchase];
            var e = new ShopEvent(new EventId($"e{i}"), kind[rng.NextInt(4)], new UserId("u"), new SessionId("s"), History.Start.AddSeconds(10 * i + rng.NextInt(9))) { ItemId = new ItemId($"i{rng.NextInt(16)}") };
            state = SessionUpdater.Apply(state, e);
            history.Add(new HistoryEntry(Vocabulary.IndexOf(e.ItemId.Value), e.Kind, e.Timestamp.ToUnixTimeSeconds()));
            var remembered = Read(options, [.. history]);
            var served = new Rows(options.MaxInteractions);
            new HistoryReader(Vocabulary, options).Read(new EncoderInput(state), served.Target);
            Assert.Equal(remembered.Items, served.Items);
            Assert.Equal(remembered.Weights, served.Weights);
            Assert.Equal(remembered.Kinds, served.Kinds);
            Assert.Equal(remembered.Gaps, served.Gaps);
        }
    }

    static Rows Read(EncoderOptions options, HistoryEntry[] history)
    {
        var rows = new Rows(options.MaxInteractions);
        new HistoryReader(Vocabulary, options).Read(history, rows.Target);
        return rows;
    }

    sealed class Rows
    {
        public readonly long[] Items, Kinds;
        public readonly float[] Weights, Gaps;

        public Rows(int length)
        {
            (Items, Kinds, Weights, Gaps) = (new long[length], new long[length], new float[length], new float[length]);
            Target.Clear();
        }

        public HistoryRows Target => new(Items, Weights, Kinds, Gaps);
    }
}
