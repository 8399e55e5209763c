using System.Collections.Concurrent;
using RecConsole.Engine.Scoring;

namespace RecConsole.Engine.Ranking;

/// <summary>
/// Requests that arrive while one product runs share the next; a lone request runs at once, on its caller's thread, and
/// never waits on a timer. Bounded: beyond <c>capacity</c> waiting requests, or past its deadline, a request is shed.
/// </summary>
sealed class MicroBatcher(IItemScorer scorer, TimeProvider time, int capacity, int maxBatch, Action<Exception> onFailure)
{
    readonly ConcurrentQueue<RankedItems> waiting = new();
    readonly Batch batch = new(maxBatch);
    int waitingCount;
    int running; // 1 while a thread runs products; only that thread touches the batch

    public int Waiting => Volatile.Read(ref waitingCount);

    /// <summary>Completes the job at once or later; false when there is no room, and then the job is the caller's again.</summary>
    /// <param name="neighbour">Another of the same request, for the same product.</param>
    public bool TrySubmit(RankedItems job, RankedItems? neighbour = null)
    {
        var jobs = neighbour is null ? 1 : 2;
        if (Interlocked.Add(ref waitingCount, jobs) > capacity)
        {
            Interlocked.Add(ref waitingCount, -jobs);
            return false;
        }
        waiting.Enqueue(job);
        if (neighbour is not null) waiting.Enqueue(neighbour);
        if (Interlocked.CompareExchange(ref running, 1, 0) == 0) RunOne();
        return true;
    }

    /// <summary>One product by this thread; whatever arrived meanwhile is another thread's, so that no caller serves others for long.</summary>
    void RunOne()
    {
        Collect();
        if (batch.Count > 0) Score();
        if (!waiting.IsEmpty)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.RunOne(), this, preferLocal: false);
            return;
        }
        Volatile.Write(ref running, 0);
        // A job that was queued between the two lines above saw running = 1: somebody must take it.
        if (!waiting.IsEmpty && Interlocked.CompareExchange(ref running, 1, 0) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static self => self.RunOne(), this, preferLocal: false);
    }

    /// <summary>Takes waiting jobs of one matrix; a job of the next matrix opens the next batch.</summary>
    void Collect()
    {
        batch.Clear();
        var now = time.GetTimestamp();
        while (batch.Count < maxBatch && waiting.TryPeek(out var next))
        {
            if (batch.Count > 0 && !ReferenceEquals(next.Matrix.Scores, batch.Matrix)) break;
            waiting.TryDequeue(out _);
            Interlocked.Decrement(ref waitingCount);
            if (now > next.Deadline) next.Complete("late");
            else batch.Add(next);
        }
    }

    void Score()
    {
        try
        {
            scorer.Score(batch.Matrix!, batch.Requests, batch.Results);
        }
        catch (Exception error)
        {
            onFailure(error);
            foreach (var job in batch.Jobs) job.Complete("failed");
            return;
        }
        foreach (var job in batch.Jobs) job.Complete();
    }

    /// <summary>The arrays of one product, reused.</summary>
    sealed class Batch(int capacity)
    {
        readonly RankedItems[] jobs = new RankedItems[capacity];
        readonly ScoreRequest[] requests = new ScoreRequest[capacity];
        readonly TopList[] results = new TopList[capacity];

        public int Count { get; private set; }
        public ScoreMatrix? Matrix { get; private set; }
        public ReadOnlySpan<RankedItems> Jobs => jobs.AsSpan(0, Count);
        public ReadOnlySpan<ScoreRequest> Requests => requests.AsSpan(0, Count);
        public ReadOnlySpan<TopList> Results => results.AsSpan(0, Count);

        public void Add(RankedItems job)
        {
            Matrix = job.Matrix.Scores;
            (jobs[Count], requests[Count], results[Count]) = (job, job.Request, job.Top);
            Count++;
        }

        public void Clear()
        {
            Array.Clear(jobs, 0, Count);
            Array.Clear(requests, 0, Count);
            Array.Clear(results, 0, Count);
            (Count, Matrix) = (0, null);
        }
    }
}
