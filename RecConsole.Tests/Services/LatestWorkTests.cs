using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

/// <summary>A slider dragged for a minute leaves nothing behind: one wish is worked on, one waits, the newest is met.</summary>
public sealed class LatestWorkTests
{
    /// <summary>A ranking that ends when the test says so, and counts.</summary>
    sealed class SlowRanking
    {
        readonly Queue<TaskCompletionSource> running = [];

        public List<int> Begun { get; } = [];
        public List<int> Shown { get; } = [];
        public List<int> Cancelled { get; } = [];
        public int AtOnce { get; private set; }
        public int MostAtOnce { get; private set; }

        public async Task RankAsync(int wish, CancellationToken cancellation)
        {
            Begun.Add(wish);
            MostAtOnce = Math.Max(MostAtOnce, ++AtOnce);
            var end = new TaskCompletionSource();
            running.Enqueue(end);
            await end.Task;
            AtOnce--;
            if (cancellation.IsCancellationRequested) Cancelled.Add(wish);
            cancellation.ThrowIfCancellationRequested();
            Shown.Add(wish);
        }

        /// <summary>Ends the ranking under way; what waits begins.</summary>
        public void EndOne() => running.Dequeue().SetResult();

        public bool IsIdle => running.Count == 0;
    }

    [Fact]
    public void Offer_AMinuteOfDragging_WorksOnTwoAndShowsTheNewest()
    {
        var ranking = new SlowRanking();
        using var work = new LatestWork<int>(ranking.RankAsync);

        var offers = Enumerable.Range(1, 3600).Select(work.OfferAsync).ToArray();
        while (!ranking.IsIdle) ranking.EndOne();

        Assert.Equal([1, 3600], ranking.Begun);
        Assert.Equal([1], ranking.Cancelled);
        Assert.Equal([3600], ranking.Shown);
        Assert.Equal(1, ranking.MostAtOnce);
        Assert.All(offers, offer => Assert.True(offer.IsCompletedSuccessfully));
        Assert.False(work.IsBusy);
    }

    [Fact]
    public void Offer_EachAfterTheOneBefore_ShowsAll()
    {
        var ranking = new SlowRanking();
        using var work = new LatestWork<int>(ranking.RankAsync);

        for (var n = 1; n <= 5; n++)
        {
            var offer = work.OfferAsync(n);
            Assert.False(offer.IsCompleted);
            ranking.EndOne();
            Assert.True(offer.IsCompletedSuccessfully);
        }

        Assert.Equal([1, 2, 3, 4, 5], ranking.Shown);
    }

    [Fact]
    public async Task Offer_WorkThatFails_FailsItsOfferAndTheNextIsMet()
    {
        var shown = new List<int>();
        using var work = new LatestWork<int>((wish, _) => wish == 1 ? Task.FromException(new InvalidOperationException("no rank")) : Task.Run(() => shown.Add(wish), CancellationToken.None));

        await Assert.ThrowsAsync<InvalidOperationException>(() => work.OfferAsync(1));
        await work.OfferAsync(2);

        Assert.Equal([2], shown);
    }

    [Fact]
    public void Dispose_WhileOneIsWorkedOn_CancelsItAndBeginsNoOther()
    {
        var ranking = new SlowRanking();
        var work = new LatestWork<int>(ranking.RankAsync);
        _ = work.OfferAsync(1);
        var waiting = work.OfferAsync(2);

        work.Dispose();
        ranking.EndOne();

        Assert.True(waiting.IsCompletedSuccessfully);
        Assert.Equal([1], ranking.Begun);
        Assert.Empty(ranking.Shown);
        Assert.True(work.OfferAsync(3).IsCompletedSuccessfully);
    }
}
