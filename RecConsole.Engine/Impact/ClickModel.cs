using System.Numerics.Tensors;

namespace RecConsole.Engine.Impact;

/// <summary>One slot of the log as the click model sees it.</summary>
/// <param name="Features">[K] values of the item's columns.</param>
/// <param name="Slot">From 0.</param>
public readonly record struct ClickRow(ReadOnlyMemory<float> Features, int Slot, bool Clicked);

/// <summary>
/// The position-based click model (Richardson, Dominowska and Ragno, WWW 2007; Chuklin, Markov and de Rijke 2015, 3.3): a slot
/// is looked at with probability θ_slot, whoever sits there attracts with probability σ(β·x), and a click needs both.
/// Fitted by expectation maximisation with a regression step (Wang, Golbandi, Bendersky, Metzler and Najork, WSDM 2018).
/// Where the log cannot tell θ and β apart (no exploration) the product is still fitted.
/// </summary>
public sealed class ClickModel
{
    /// <summary>Slots with a θ of their own; those below share the last.</summary>
    public const int MaxSlots = 24;

    const int Rounds = 25;
    const double Ridge = 1.0; // pulls β to 0 as much as one unit of squared deviation: columns are z-scores

    readonly double[] examination;
    readonly float[] weights; // [K]
    readonly double intercept;

    ClickModel(double[] examination, float[] weights, double intercept) =>
        (this.examination, this.weights, this.intercept) = (examination, weights, intercept);

    /// <summary>θ: probability that a slot (from 0) is looked at, 1 for the first.</summary>
    public double Examination(int slot) => examination[Math.Min(slot, MaxSlots - 1)];

    /// <summary>Probability that an item is clicked once it is looked at.</summary>
    public double Attraction(ReadOnlySpan<float> features) => Logistic(intercept + TensorPrimitives.Dot(features, weights));

    public double ClickProbability(ReadOnlySpan<float> features, int slot) => Examination(slot) * Attraction(features);

    /// <summary>Cost: 25 rounds of N·K² multiplications: 60 ms for 20,000 rows of 16 columns.</summary>
    /// <param name="features">K.</param>
    public static ClickModel Fit(IReadOnlyList<ClickRow> rows, int features)
    {
        var clicks = rows.Count(row => row.Clicked);
        var rate = Math.Clamp((clicks + 0.5) / (rows.Count + 1), 1e-4, 0.5);
        var examination = new double[MaxSlots];
        for (var s = 0; s < MaxSlots; s++) examination[s] = Math.Pow(s + 1, -0.5);
        var model = new ClickModel(examination, new float[features], Math.Log(rate * 2 / Math.Max(1e-3, 1 - rate * 2)));
        if (clicks == 0) return model;
        for (var round = 0; round < Rounds; round++) model = model.Improve(rows);
        return model;
    }

    /// <summary>One round: who probably looked and was attracted, given what was clicked; then θ as a mean and β by one Newton step.</summary>
    ClickModel Improve(IReadOnlyList<ClickRow> rows)
    {
        var k = weights.Length;
        var looked = new double[MaxSlots];
        var shown = new double[MaxSlots];
        var gradient = new double[k + 1];
        var curvature = new double[(k + 1) * (k + 1)];
        var x = new double[k + 1];
        x[k] = 1;
        for (var n = 0; n < rows.Count; n++)
        {
            var row = rows[n];
            var slot = Math.Min(row.Slot, MaxSlots - 1);
            var attraction = Attraction(row.Features.Span);
            var theta = examination[slot];
            var missed = 1 - theta * attraction;
            looked[slot] += row.Clicked ? 1 : theta * (1 - attraction) / missed;
            shown[slot]++;
            var attracted = row.Clicked ? 1 : (1 - theta) * attraction / missed;

            for (var i = 0; i < k; i++) x[i] = row.Features.Span[i];
            var error = attracted - attraction;
            var slope = Math.Max(attraction * (1 - attraction), 1e-6);
            for (var i = 0; i <= k; i++)
            {
                gradient[i] += error * x[i];
                TensorPrimitives.MultiplyAdd(x.AsSpan(i), slope * x[i], curvature.AsSpan(i * (k + 1) + i, k + 1 - i), curvature.AsSpan(i * (k + 1) + i, k + 1 - i));
            }
        }
        for (var i = 0; i < k; i++)
        {
            gradient[i] -= Ridge * weights[i];
            curvature[i * (k + 1) + i] += Ridge;
        }
        var step = Solve(curvature, gradient);
        var nextWeights = new float[k];
        for (var i = 0; i < k; i++) nextWeights[i] = (float)(weights[i] + step[i]);
        var nextExamination = new double[MaxSlots];
        for (var s = 0; s < MaxSlots; s++) nextExamination[s] = shown[s] > 0 ? (looked[s] + 0.5 * examination[s]) / (shown[s] + 0.5) : examination[s];
        // θ and σ(β·x) share one scale: the first slot is the unit
        var unit = nextExamination[0];
        for (var s = 0; s < MaxSlots; s++) nextExamination[s] = Math.Min(1, nextExamination[s] / unit);
        return new ClickModel(nextExamination, nextWeights, intercept + step[k]);
    }

    /// <summary>Cholesky on the upper triangle; the ridge keeps it positive definite.</summary>
    static double[] Solve(double[] upper, double[] right)
    {
        var n = right.Length;
        var l = new double[n * n];
        for (var j = 0; j < n; j++)
            for (var i = j; i < n; i++)
            {
                var sum = upper[j * n + i];
                for (var k = 0; k < j; k++) sum -= l[i * n + k] * l[j * n + k];
                l[i * n + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-9)) : sum / l[j * n + j];
            }
        var y = new double[n];
        for (var i = 0; i < n; i++)
        {
            var sum = right[i];
            for (var k = 0; k < i; k++) sum -= l[i * n + k] * y[k];
            y[i] = sum / l[i * n + i];
        }
        for (var i = n - 1; i >= 0; i--)
        {
            var sum = y[i];
            for (var k = i + 1; k < n; k++) sum -= l[k * n + i] * y[k];
            y[i] = sum / l[i * n + i];
        }
        return y;
    }

    static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
