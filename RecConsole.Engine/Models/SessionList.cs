using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// What the lists of a shopper's latest items come to: a few items, the strongest first, each with its value; all others have
/// 0. Written by <see cref="ISessionLists"/>; whoever writes it again keeps its memory.
/// </summary>
public sealed class SessionList
{
    /// <summary>Never written.</summary>
    internal static readonly SessionList Empty = new();

    int[] items = [];
    float[] values = [];

    public int Count { get; private set; }

    /// <summary>In the numbering that the writer was given, each once, at most <see cref="SessionLists.MaxItems"/>.</summary>
    public ReadOnlyMemory<int> Items => items.AsMemory(0, Count);

    /// <summary>In units of <see cref="Deviation"/>: their mean square is 1.</summary>
    public ReadOnlyMemory<float> Values => values.AsMemory(0, Count);

    /// <summary>The root of the mean square of the sums; 0 where there are none.</summary>
    public float Deviation { get; private set; }

    public float ValueOf(int item) => items.AsSpan(0, Count).IndexOf(item) is >= 0 and var place ? values[place] : 0;

    internal void Clear() => (Count, Deviation) = (0, 0);

    /// <param name="best">Places, the strongest first.</param>
    /// <param name="valueOf">By place.</param>
    /// <param name="itemOf">By place.</param>
    internal void Fill(ReadOnlySpan<ulong> best, ReadOnlySpan<float> valueOf, ReadOnlySpan<int> itemOf)
    {
        var squares = 0.0;
        foreach (var key in best) squares += (double)valueOf[RankKey.Index(key)] * valueOf[RankKey.Index(key)];
        var deviation = (float)Math.Sqrt(squares / Math.Max(1, best.Length));
        Clear();
        if (!float.IsNormal(deviation)) return;
        if (items.Length < best.Length) (items, values) = (new int[best.Length], new float[best.Length]);
        (Count, Deviation) = (best.Length, deviation);
        for (var i = 0; i < best.Length; i++)
        {
            var place = RankKey.Index(best[i]);
            (items[i], values[i]) = (itemOf[place], valueOf[place] / deviation);
        }
    }
}
