using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>
/// In: a log. Out: the batches of a pass. Histories longer than a model reads are cut at other places in each pass; batches
/// hold stretches of about one length, so that hardly anything is padded; their order is drawn anew in each pass.
/// </summary>
/// <param name="warm">Of a training that goes on: a pass takes the stretches that hold something new, with what stands before it there, and some of the others.</param>
sealed class SequencePlan(TrainingLog log, int length, int batchSize, WarmStart? warm = null)
{
    /// <summary>Batches within which stretches are sorted by length: enough to lose little to padding, few enough to keep them mixed.</summary>
    const int BatchesSorted = 50;

    readonly NewPart part = new(log, warm);

    /// <summary>Targets of the log.</summary>
    public long Targets { get; } = Enumerable.Range(0, log.UserCount).Sum(user => Math.Max(0L, log.Starts[user + 1] - log.Starts[user] - 1));

    /// <param name="rng">Of this pass.</param>
    public List<SequenceChunk[]> Batches(Rng rng)
    {
        var chunks = part.Draw(Chunks(rng), chunk => part.IsNew(chunk.First + chunk.Targets), rng);
        rng.Shuffle<SequenceChunk>(chunks);
        var batches = new List<SequenceChunk[]>(chunks.Length / batchSize + 1);
        for (var from = 0; from < chunks.Length; from += BatchesSorted * batchSize)
        {
            var group = chunks.AsSpan(from, Math.Min(BatchesSorted * batchSize, chunks.Length - from));
            group.Sort((a, b) => a.Targets != b.Targets ? a.Targets.CompareTo(b.Targets) : a.First.CompareTo(b.First));
            for (var at = 0; at < group.Length; at += batchSize) batches.Add(group.Slice(at, Math.Min(batchSize, group.Length - at)).ToArray());
        }
        var order = batches.ToArray();
        rng.Shuffle<SequenceChunk[]>(order);
        return [.. order];
    }

    SequenceChunk[] Chunks(Rng rng)
    {
        var chunks = new List<SequenceChunk>(log.UserCount);
        for (var user = 0; user < log.UserCount; user++)
        {
            var (first, last) = (log.Starts[user], log.Starts[user + 1] - 1);
            // the stretch of the newest is cut short by chance, so that a place is not always at the same age
            var end = last;
            var targets = last - first > length ? 1 + rng.NextInt(length) : length;
            while (end > first)
            {
                var taken = Math.Min(targets, end - first);
                chunks.Add(new SequenceChunk(end - taken, taken));
                end -= taken;
                targets = length;
            }
        }
        return [.. chunks];
    }
}
