using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: a log and where a training goes on from. Out: of each pass, all that is new and as much of what came before as the
/// replay's share says, drawn anew. Without a parent everything is learned from in each pass.
/// </summary>
sealed class NewPart(TrainingLog log, WarmStart? warm)
{
    /// <summary>Whether the interaction at this place of the log came after what the parent has learned from.</summary>
    public bool IsNew(int place) => warm is null || log.UnixSeconds[place] > warm.Since;

    /// <summary>Whether each pass takes everything.</summary>
    public bool IsAll => warm is null or { Replay: >= 1 };

    /// <summary>The new ones and the draw from the others, in their order.</summary>
    /// <param name="rng">Of this pass.</param>
    public T[] Draw<T>(T[] all, Func<T, bool> isNew, Rng rng)
    {
        if (IsAll) return all;
        var earlier = new List<int>(all.Length);
        var taken = new bool[all.Length];
        var fresh = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (taken[i] = isNew(all[i])) fresh++;
            else earlier.Add(i);
        }
        var wanted = Math.Min(earlier.Count, (int)Math.Round(fresh * warm!.Replay / (1 - warm.Replay)));
        var order = earlier.ToArray();
        rng.Shuffle<int>(order);
        foreach (var i in order.AsSpan(0, wanted)) taken[i] = true;
        return [.. all.Where((_, i) => taken[i])];
    }
}
