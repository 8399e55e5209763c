namespace RecConsole.Engine.Models;

/// <summary>
/// What the lists of a shopper's latest items come to: a few items, the strongest first, each with its value; all others have
/// 0. Written by <see cref="SessionLists"/>; whoever writes it again keeps its memory.
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

    internal (int[] Items, float[] Values) Rewrite(int count, float deviation)
    {
        if (items.Length < count) (items, values) = (new int[count], new float[count]);
        (Count, Deviation) = (count, deviation);
        return (items, values);
    }
}
