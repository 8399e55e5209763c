namespace RecConsole.Engine.Numerics;

/// <summary>
/// The latest <paramref name="capacity"/> values of something sampled once a tick (a second, a minute), in flat memory.
/// A tick that nobody sampled repeats the value before it, so that no reader sees a hole. Not thread-safe.
/// </summary>
public sealed class RollingWindow<T>(int capacity) where T : struct
{
    readonly T[] values = new T[capacity > 0
        ? capacity
        : throw new ArgumentOutOfRangeException(nameof(capacity), capacity, "A window holds at least one value.")];

    public bool IsEmpty { get; private set; } = true;

    /// <summary>Oldest tick that is kept.</summary>
    public long First { get; private set; }

    /// <summary>Newest tick.</summary>
    public long Last { get; private set; }

    /// <summary>A tick at or before <see cref="Last"/> (a clock that was set back) overwrites the newest value.</summary>
    public void Push(long tick, in T value)
    {
        if (IsEmpty)
        {
            (First, Last, IsEmpty) = (tick, tick, false);
        }
        else if (tick > Last)
        {
            var previous = values[Slot(Last)];
            for (var skipped = Math.Max(Last + 1, tick - values.Length); skipped < tick; skipped++) values[Slot(skipped)] = previous;
            Last = tick;
            First = Math.Max(First, tick - values.Length + 1);
        }
        values[Slot(Last)] = value;
    }

    /// <summary>The value at a tick; before <see cref="First"/> the default, after <see cref="Last"/> the newest.</summary>
    public T At(long tick) => IsEmpty || tick < First ? default : values[Slot(Math.Min(tick, Last))];

    int Slot(long tick) => (int)(tick % values.Length);
}
