using System.Runtime.InteropServices;

namespace RecConsole.Engine.Scoring;

/// <summary>What the active rules add to each item's score: one float an item, immutable, shared by the requests under the same rules.</summary>
public sealed class BiasColumn
{
    /// <summary>Larger values than this are refused: they are mistakes, and would swallow every other term of the score.</summary>
    public const float Limit = 1e30f;

    readonly float[] values;

    /// <summary>Copies <paramref name="values"/> [N]; throws where one is not finite or beyond <see cref="Limit"/>.</summary>
    public BiasColumn(ReadOnlySpan<float> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (!(Math.Abs(values[i]) <= Limit))
                throw new ArgumentException($"The bias of item {i} is {values[i]}: it must be finite and at most {Limit:0e0} in size.", nameof(values));
            LargestSize = Math.Max(LargestSize, Math.Abs(values[i]));
        }
        // Padded to whole panels so that a kernel may load 64 from any panel's start.
        this.values = GC.AllocateArray<float>(Math.Max(1, (values.Length + CoarsePanels.Items - 1) / CoarsePanels.Items) * CoarsePanels.Items, pinned: true);
        values.CopyTo(this.values);
        Count = values.Length;
    }

    public int Count { get; }

    public ReadOnlySpan<float> Values => values.AsSpan(0, Count);

    /// <summary>The largest absolute value.</summary>
    public float LargestSize { get; }

    internal float[] Padded => values;

    /// <summary>The first value; the array is pinned.</summary>
    internal unsafe float* Address => (float*)Marshal.UnsafeAddrOfPinnedArrayElement(values, 0);
}
