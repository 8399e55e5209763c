using RecConsole.Engine.Catalog;

namespace RecConsole.Engine.Signals;

/// <summary>Raw column to z-scores over the live (eligible) items; every other item is measured by the same scale.</summary>
static class Standardizer
{
    const double WinsorDeviations = 4;

    /// <param name="raw">[N], NaN where the value is unknown.</param>
    /// <param name="z">[N], written: 0 where the value is unknown or the column is constant; always finite.</param>
    public static SignalScale Standardize(SignalTransform transform, ReadOnlySpan<float> raw, ReadOnlySpan<Item> items, Span<float> z)
    {
        for (var i = 0; i < raw.Length; i++) z[i] = Apply(transform, raw[i]);
        var scale = Measure(items, z);
        if (transform == SignalTransform.Winsorized && scale.Deviation > 0)
        {
            var low = (float)(scale.Mean - WinsorDeviations * scale.Deviation);
            var high = (float)(scale.Mean + WinsorDeviations * scale.Deviation);
            for (var i = 0; i < z.Length; i++)
                if (!float.IsNaN(z[i])) z[i] = Math.Clamp(z[i], low, high);
            scale = Measure(items, z);
        }
        var inverse = scale.Deviation > 0 ? 1 / scale.Deviation : 0;
        for (var i = 0; i < z.Length; i++)
            z[i] = float.IsNaN(z[i]) ? 0 : (float)((z[i] - scale.Mean) * inverse);
        return scale;
    }

    static float Apply(SignalTransform transform, float raw) => transform switch
    {
        SignalTransform.Log1P => raw >= 0 ? MathF.Log(1 + raw) : float.NaN,
        SignalTransform.Log => raw > 0 ? MathF.Log(raw) : float.NaN,
        _ => float.IsFinite(raw) ? raw : float.NaN,
    };

    static SignalScale Measure(ReadOnlySpan<Item> items, ReadOnlySpan<float> values)
    {
        double sum = 0;
        int known = 0, missing = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (!items[i].IsEligible) continue;
            if (float.IsNaN(values[i])) missing++;
            else
            {
                sum += values[i];
                known++;
            }
        }
        if (known == 0) return new SignalScale(0, 0, missing);
        var mean = sum / known;
        double squares = 0;
        for (var i = 0; i < values.Length; i++)
            if (items[i].IsEligible && !float.IsNaN(values[i])) squares += (values[i] - mean) * (values[i] - mean);
        // Items without a value sit at the mean: they count in the deviation, so that the column has unit deviation over all live items.
        var deviation = Math.Sqrt(squares / (known + missing));
        return new SignalScale(mean, deviation > 1e-6 * Math.Max(1, Math.Abs(mean)) ? deviation : 0, missing);
    }
}
