using System.Runtime.InteropServices;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// A request's vector as 16-bit integers against a block's <see cref="CoarsePanels"/>, and the bound that makes the coarse product exact
/// in the end. With value = a·k + a·e (e what rounding took away), v = w·a and v = t·r + δ (r integers):
/// score = t Σ r·k + Σ δ·k + Σ v·e, where the last two are at most |δ||k| + |v||e| (Cauchy and Schwarz). Added to
/// that is what fp32 rounding can do in the canonical sum and in the coarse one.
/// </summary>
sealed class CoarseQuery
{
    const int Largest = short.MaxValue;

    /// <summary>One rounding of fp32.</summary>
    const double UnitRoundoff = 1.0 / (1 << 24);

    double[] scaled = [];
    short[] whole = [];

    /// <summary>The value of one step of the integer product.</summary>
    public float Step { get; private set; }

    /// <summary>Twice the bound on |coarse + offset - canonical|.</summary>
    public float Slack { get; private set; }

    /// <summary>Two integers each: the dense pairs, then the signals' pairs.</summary>
    public ReadOnlySpan<int> Pairs => MemoryMarshal.Cast<short, int>(whole);

    /// <summary>False where the request is too odd to be bounded: then only an exact scan will do.</summary>
    public bool Prepare(ScoreMatrix matrix, in ScoreRequest request, Precision precision)
    {
        CoarsePanels dense = matrix.Dense.Panels(precision), signals = matrix.Signals.Panels(precision);
        var length = 2 * (dense.Pairs + signals.Pairs);
        if (whole.Length != length) (whole, scaled) = (new short[length], new double[length]);
        var vector = request.Vector.Span;
        double largest = 0, sizes = 0;
        var denseSquares = Scale(vector[..matrix.Dense.Columns], matrix.Dense, dense, scaled, ref largest, ref sizes);
        var signalSquares = Scale(vector[matrix.Dense.Columns..], matrix.Signals, signals, scaled.AsSpan(2 * dense.Pairs), ref largest, ref sizes);
        var norm = Math.Sqrt(dense.LargestNorm * dense.LargestNorm + signals.LargestNorm * signals.LargestNorm);
        var biasSize = request.Bias?.LargestSize ?? 0.0;
        var offsetSize = Math.Abs((double)request.Offset);
        if (largest == 0)
        {
            // Nothing but bias and offset: what the scan sees is the score itself, or one rounding away from it.
            Array.Clear(whole);
            Step = 1;
            Slack = biasSize == 0 || offsetSize == 0 ? 0 : (float)(4 * UnitRoundoff * (biasSize + offsetSize));
            return true;
        }
        // r fits 16 bits, and Σ r·k fits 32 by Cauchy and Schwarz (|r| ≤ |v|/t + |rounding|).
        var reach = int.MaxValue / Math.Max(norm, 1) - 0.5 * Math.Sqrt(length) - 1;
        Step = (float)(1.0001 * Math.Max(largest / Largest, Math.Sqrt(denseSquares + signalSquares) / reach));
        var lostSquares = 0.0;
        var perStep = 1.0 / Step;
        for (var c = 0; c < length; c++)
        {
            var rounded = Math.Round(scaled[c] * perStep);
            var lost = scaled[c] - rounded * Step;
            lostSquares += lost * lost;
            whole[c] = (short)rounded;
        }
        var roundings = (matrix.Dense.Stride + matrix.Signals.Stride) / ColumnBlock.Lanes + 16;
        var bound = Math.Sqrt(lostSquares) * norm
            + Math.Sqrt(denseSquares) * dense.LargestResidual + Math.Sqrt(signalSquares) * signals.LargestResidual
            + roundings * UnitRoundoff * (sizes + biasSize + offsetSize);
        // 1e-41 covers the absolute error where results are subnormal.
        Slack = (float)(2.0001 * bound + 1e-41);
        return reach > 0 && float.IsNormal(Step) && float.IsFinite(Slack);
    }

    /// <summary>Writes w·a; returns Σ(w·a)²; raises the largest |w·a| and adds Σ|w|·max|value|.</summary>
    static double Scale(ReadOnlySpan<float> vector, ColumnBlock block, CoarsePanels panels, Span<double> scaled, ref double largest, ref double sizes)
    {
        var squares = 0.0;
        scaled[..(2 * panels.Pairs)].Clear();
        for (var c = 0; c < vector.Length; c++)
        {
            var v = vector[c] * panels.Scales[c];
            scaled[c] = v;
            squares += v * v;
            largest = Math.Max(largest, Math.Abs(v));
            sizes += Math.Abs(vector[c]) * (double)block.LargestValues[c];
        }
        return squares;
    }
}
