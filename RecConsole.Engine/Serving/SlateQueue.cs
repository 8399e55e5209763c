using System.Threading.Channels;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Serving;

/// <summary>
/// Served slates on their way to the log, bounded: serving never waits for the log. What does not fit is served and not
/// logged, and counted; also which few slates of each second are sampled is decided here.
/// </summary>
public sealed class SlateQueue(SlateOptions options)
{
    readonly Channel<LoggedSlate> waiting = Channel.CreateBounded<LoggedSlate>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true });
    long dropped;
    long forgottenTicks;
    long sampledSecond;
    int sampled;

    /// <summary>Slates that were not logged since the start, because the log could not follow.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Another shop took the place of the one whose slates wait: they are not for its log.</summary>
    public void Forget(DateTimeOffset servedUntil) => Volatile.Write(ref forgottenTicks, servedUntil.UtcTicks);

    /// <summary>Whether a waiting slate still belongs to the log.</summary>
    public bool Belongs(LoggedSlate slate) => slate.Slate.ServedAt.UtcTicks > Volatile.Read(ref forgottenTicks);

    public ChannelReader<LoggedSlate> Reader => waiting.Reader;

    /// <summary>Whether the slate served now is one of the first of its second. Two threads at a second's edge may both count anew: one or two too many.</summary>
    public bool WantsSample(DateTimeOffset now)
    {
        var second = now.ToUnixTimeSeconds();
        if (Interlocked.Exchange(ref sampledSecond, second) != second) Volatile.Write(ref sampled, 0);
        return Volatile.Read(ref sampled) < options.SamplesPerSecond && Interlocked.Increment(ref sampled) <= options.SamplesPerSecond;
    }

    public void Enqueue(LoggedSlate slate)
    {
        if (!waiting.Writer.TryWrite(slate)) Interlocked.Increment(ref dropped);
    }

    /// <summary>Takes no more; the reader ends when it has what waits.</summary>
    public void Complete() => waiting.Writer.TryComplete();
}
