using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Sequences;

/// <summary>Writes stretches of histories into a worker's inputs, as <see cref="SequenceNetwork"/> and <see cref="SequenceLoss"/> read them.</summary>
sealed class SequenceBatch(TrainingLog log, SequenceSettings settings, NegativeDraw negatives, int shortest)
{
    /// <summary>Returns how many targets the part has.</summary>
    /// <param name="rng">Of this part of this step.</param>
    public int Fill(TrainingWorker worker, ReadOnlySpan<SequenceChunk> chunks, Rng rng)
    {
        var (length, targets) = (shortest, 0);
        foreach (var chunk in chunks)
        {
            length = Math.Max(length, chunk.Targets);
            targets += chunk.Targets;
        }
        var items = worker.Input<long>(SequenceNetwork.Items, chunks.Length, length);
        var places = worker.Input<long>(SequenceLoss.Places, targets);
        var wanted = worker.Input<long>(SequenceLoss.Targets, targets);
        var kinds = settings.Kinds == true ? worker.Input<long>(SequenceNetwork.Kinds, chunks.Length, length) : [];
        var gaps = settings.Gaps == true ? worker.Input<float>(SequenceNetwork.Gaps, chunks.Length, length) : [];
        items.Fill(-1);
        kinds.Clear();
        gaps.Clear();
        var at = 0;
        for (var i = 0; i < chunks.Length; i++)
        {
            var (first, count) = (chunks[i].First, chunks[i].Targets);
            for (var age = 0; age < count; age++)
            {
                var (place, read) = (i * length + age, first + count - 1 - age);
                items[place] = log.Rows[read];
                if (!kinds.IsEmpty) kinds[place] = (long)log.Kinds[read];
                if (!gaps.IsEmpty && age < count - 1) gaps[place] = log.UnixSeconds[read] - log.UnixSeconds[read - 1];
                places[at] = place;
                wanted[at++] = log.Rows[read + 1];
            }
        }
        switch (settings.Loss)
        {
            case SequenceLossKind.Binary:
                negatives.Uniform(worker.Input<long>(SequenceLoss.Negatives, targets), rng);
                break;
            case SequenceLossKind.Generalised:
                negatives.Uniform(worker.Input<long>(SequenceLoss.Negatives, settings.Negatives), rng);
                break;
            case SequenceLossKind.Sampled:
                negatives.Mixed(worker.Input<long>(SequenceLoss.Negatives, settings.Negatives), worker.Input<float>(SequenceLoss.Expected, settings.Negatives), rng);
                break;
        }
        return targets;
    }
}
