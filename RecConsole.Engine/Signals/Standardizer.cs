using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace RecConsole.Engine.Signals;

/// <summary>
/// Raw column to z-scores over the live (eligible) items; every other item is measured by the same scale. Vectors of the
/// processor's width, sums in double: about 2 ns an item.
/// </summary>
static class Standardizer
{
    const double WinsorDeviations = 4;

    /// <param name="raw">[N], NaN where the value is unknown.</param>
    /// <param name="live">[N], 1 for an eligible item, else 0.</param>
    /// <param name="z">[N], written: 0 where the value is unknown or the column is constant; always finite.</param>
    public static SignalScale Standardize(SignalTransform transform, ReadOnlySpan<float> raw, ReadOnlySpan<float> live, Span<float> z)
    {
        Transform(transform, raw, z);
        var scale = Measure(live, z);
        if (transform == SignalTransform.Winsorized && scale.Deviation > 0)
        {
            var low = (float)(scale.Mean - WinsorDeviations * scale.Deviation);
            var high = (float)(scale.Mean + WinsorDeviations * scale.Deviation);
            foreach (ref var value in z) value = value < low ? low : value > high ? high : value; // NaN stays NaN
            scale = Measure(live, z);
        }
        Scale(scale.Mean, scale.Deviation > 0 ? 1 / scale.Deviation : 0, z);
        return scale;
    }

    /// <summary>What is not finite afterwards counts as unknown.</summary>
    static void Transform(SignalTransform transform, ReadOnlySpan<float> raw, Span<float> z)
    {
        if (transform == SignalTransform.Log1P) TensorPrimitives.LogP1(raw, z);
        else if (transform == SignalTransform.Log) TensorPrimitives.Log(raw, z);
        else raw.CopyTo(z);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(z);
        foreach (ref var value in vectors) value = Vector.ConditionalSelect(Finite(value), value, new Vector<float>(float.NaN));
        foreach (ref var value in z[(vectors.Length * Vector<float>.Count)..])
            if (!float.IsFinite(value)) value = float.NaN;
    }

    /// <summary>All bits where the value is finite: only then is value - value zero.</summary>
    static Vector<float> Finite(Vector<float> value) => Vector.Equals(value - value, Vector<float>.Zero).As<int, float>();

    static SignalScale Measure(ReadOnlySpan<float> live, ReadOnlySpan<float> values)
    {
        var (sum, known, liveCount) = Sums(live, values, mean: 0, squared: false);
        var missing = (int)(liveCount - known);
        if (known == 0) return new SignalScale(0, 0, missing);
        var mean = sum / known;
        var (squares, _, _) = Sums(live, values, mean, squared: true);
        // Items without a value sit at the mean: they count in the deviation, so that the column has unit deviation over all live items.
        var deviation = Math.Sqrt(squares / liveCount);
        return new SignalScale(mean, deviation > 1e-6 * Math.Max(1, Math.Abs(mean)) ? deviation : 0, missing);
    }

    /// <summary>Over the live items whose value is known: the sum of (value - mean), or of its square; how many are known, and how many live.</summary>
    static (double Sum, double Known, double Live) Sums(ReadOnlySpan<float> live, ReadOnlySpan<float> values, double mean, bool squared)
    {
        Vector<double> sums = default, knowns = default, lives = default;
        var middle = new Vector<double>(mean);
        var i = 0;
        for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            var weight = new Vector<float>(live[i..]);
            var value = new Vector<float>(values[i..]);
            var finite = Finite(value);
            Vector.Widen(weight, out var lowWeight, out var highWeight);
            Vector.Widen(weight & finite, out var lowKnown, out var highKnown);
            Vector.Widen(value & finite, out var low, out var high);
            (low, high) = (low - middle, high - middle);
            if (squared) (low, high) = (low * low, high * high);
            sums += low * lowKnown + high * highKnown;
            knowns += lowKnown + highKnown;
            lives += lowWeight + highWeight;
        }
        double sum = Vector.Sum(sums), known = Vector.Sum(knowns), all = Vector.Sum(lives);
        for (; i < values.Length; i++)
        {
            if (live[i] == 0) continue;
            all++;
            if (!float.IsFinite(values[i])) continue;
            known++;
            var rest = values[i] - mean;
            sum += squared ? rest * rest : rest;
        }
        return (sum, known, all);
    }

    static void Scale(double mean, double inverse, Span<float> z)
    {
        var (middle, factor) = (new Vector<double>(mean), new Vector<double>(inverse));
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(z);
        foreach (ref var value in vectors)
        {
            var finite = Finite(value);
            Vector.Widen(value & finite, out var low, out var high);
            value = Vector.Narrow((low - middle) * factor, (high - middle) * factor) & finite;
        }
        for (var i = vectors.Length * Vector<float>.Count; i < z.Length; i++)
            z[i] = float.IsFinite(z[i]) ? (float)((z[i] - mean) * inverse) : 0;
    }
}
