using System.Runtime.ExceptionServices;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// Fork and join without allocation: the calling thread and up to <c>helpers</c> pool threads draw parts from one
/// counter until none is left. A helper that never gets a processor delays nobody: the caller does all parts itself.
/// </summary>
sealed class WorkTeam(int helpers) : IThreadPoolWorkItem
{
    Action<int, int>? work;
    int parts;
    int nextPart;
    int nextSlot;
    int open;
    int active;
    Exception? failure;

    /// <summary>Slots that work may run in at once, the caller's included.</summary>
    public int Slots => helpers + 1;

    /// <summary>
    /// Calls <paramref name="work"/>(slot, part) for each part in rising order; two calls with the same slot never overlap.
    /// <paramref name="work"/> should be a delegate kept by the caller.
    /// </summary>
    public void Run(Action<int, int> work, int parts)
    {
        if (parts <= 0) return;
        this.work = work;
        this.parts = parts;
        nextPart = 0;
        nextSlot = 0;
        failure = null;
        Interlocked.Exchange(ref open, 1);
        for (var h = Math.Min(helpers, parts - 1); h > 0; h--) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        Draw(slot: 0);
        // A helper first counts itself active and then looks whether the work is open; so none can slip in behind this.
        Interlocked.Exchange(ref open, 0);
        var spin = new SpinWait();
        while (Volatile.Read(ref active) != 0) spin.SpinOnce(sleep1Threshold: -1);
        if (failure is { } thrown) ExceptionDispatchInfo.Throw(thrown);
    }

    /// <summary>A helper's turn; one that comes late finds the work closed, or helps with the next.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        Interlocked.Increment(ref active);
        if (Volatile.Read(ref open) == 1)
        {
            var slot = Interlocked.Increment(ref nextSlot);
            if (slot <= helpers) Draw(slot);
        }
        Interlocked.Decrement(ref active);
    }

    void Draw(int slot)
    {
        try
        {
            for (var part = Next(); part < parts; part = Next()) work!(slot, part);
        }
        catch (Exception thrown)
        {
            failure = thrown;
            Volatile.Write(ref nextPart, parts);
        }
    }

    int Next() => Interlocked.Increment(ref nextPart) - 1;
}
