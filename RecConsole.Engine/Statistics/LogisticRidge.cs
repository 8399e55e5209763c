using MathNet.Numerics.LinearAlgebra;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Statistics;

/// <summary>
/// In: sparse rows, whether it happened, a ridge. Out: the logistic regression of them, by Newton's method, with how sure its
/// coefficients are. The intercept, the last coefficient, is not drawn to 0.
/// </summary>
/// <param name="Coefficients">[columns + 1].</param>
/// <param name="Covariance">
/// H⁻¹ S H⁻¹, [columns + 1, columns + 1] by rows: H the curvature with the ridge, S the sum of the rows' squared scores (White 1982,
/// "Maximum likelihood estimation of misspecified models"). It holds the noise of the rows, not what the ridge draws to 0.
/// </param>
public sealed record LogisticRidge(double[] Coefficients, double[] Covariance)
{
    const int MaxSteps = 60;

    /// <summary>Steps end when no coefficient moves by more.</summary>
    const double Tolerance = 1e-9;

    int Width => Coefficients.Length;

    /// <summary>The log-odds of a row.</summary>
    public double LogOdds(SparseRow row)
    {
        var sum = Coefficients[^1];
        for (var i = 0; i < row.Columns.Length; i++) sum += Coefficients[row.Columns[i]] * row.Values[i];
        return sum;
    }

    public double Probability(SparseRow row) => Sigmoid(LogOdds(row));

    static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>How fast a probability moves with its log-odds.</summary>
    public static double Slope(double probability) => probability * (1 - probability);

    /// <summary>Variance of a sum of <see cref="Coefficients"/> with these weights.</summary>
    public double VarianceOf(ReadOnlySpan<double> weights)
    {
        var variance = 0.0;
        for (var i = 0; i < Width; i++)
        {
            if (weights[i] == 0) continue;
            for (var j = 0; j < Width; j++) variance += weights[i] * Covariance[i * Width + j] * weights[j];
        }
        return Math.Max(0, variance);
    }

    /// <summary>Cost: some ten steps of rows x (entries of a row)² and a Cholesky of the columns: 10 ms for 10,000 rows of 12 entries in 100 columns.</summary>
    /// <param name="ridge">λ of the penalty λ/2 Σ β²; positive, so that columns may depend on each other.</param>
    public static LogisticRidge Fit(IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> happened, int columns, double ridge)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        if (rows.Count == 0 || rows.Count != happened.Count) throw new ArgumentException($"{rows.Count} rows and {happened.Count} outcomes: as many of one as of the other, and at least one.", nameof(rows));
        var width = columns + 1;
        var model = new LogisticRidge(new double[width], new double[width * width]);
        // half a success and half a failure more: where it never or always happened, this is the model, and finite
        var successes = happened.Count(one => one);
        var rate = (successes + 0.5) / (rows.Count + 1);
        model.Coefficients[columns] = Math.Log(rate / (1 - rate));
        var loss = model.Loss(rows, happened, ridge);
        for (var round = 0; round < MaxSteps && successes > 0 && successes < rows.Count; round++)
        {
            var step = model.Curvature(rows, ridge).Cholesky().Solve(model.Gradient(rows, happened, ridge));
            var (next, nextLoss) = model.Moved(step, 1, rows, happened, ridge);
            for (var share = 0.5; !(nextLoss <= loss + 1e-12 * Math.Abs(loss)) && share > 1e-6; share /= 2) (next, nextLoss) = model.Moved(step, share, rows, happened, ridge);
            if (!(nextLoss <= loss + 1e-12 * Math.Abs(loss))) break; // at the floor of what doubles tell apart
            (model, loss) = (next, nextLoss);
            if (step.AbsoluteMaximum() < Tolerance) break;
        }
        return model with { Covariance = model.Sandwich(rows, happened, ridge) };
    }

    /// <summary>Mean of -log of what was given to what happened: the smaller, the better.</summary>
    public double LogLoss(IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> happened) => Loss(rows, happened, 0) / rows.Count;

    double Loss(IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> happened, double ridge)
    {
        var sum = 0.0;
        for (var i = 0; i < rows.Count; i++)
        {
            var odds = happened[i] ? -LogOdds(rows[i]) : LogOdds(rows[i]);
            sum += odds > 30 ? odds : Math.Log(1 + Math.Exp(odds)); // beyond, the 1 is below a double
        }
        for (var j = 0; j < Width - 1; j++) sum += ridge / 2 * Coefficients[j] * Coefficients[j];
        return sum;
    }

    (LogisticRidge Model, double Loss) Moved(Vector<double> step, double share, IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> happened, double ridge)
    {
        var moved = this with { Coefficients = [.. Coefficients.Select((value, i) => value + share * step[i])] };
        return (moved, moved.Loss(rows, happened, ridge));
    }

    Vector<double> Gradient(IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> happened, double ridge)
    {
        var gradient = new double[Width];
        for (var n = 0; n < rows.Count; n++)
        {
            var error = (happened[n] ? 1 : 0) - Probability(rows[n]);
            var (at, values) = rows[n];
            for (var i = 0; i < at.Length; i++) gradient[at[i]] += error * values[i];
            gradient[^1] += error;
        }
        for (var j = 0; j < Width - 1; j++) gradient[j] -= ridge * Coefficients[j];
        return Vector<double>.Build.Dense(gradient);
    }

    Matrix<double> Curvature(IReadOnlyList<SparseRow> rows, double ridge)
    {
        var curvature = Products(rows, n => Slope(Probability(rows[n])));
        for (var j = 0; j < Width - 1; j++) curvature[j, j] += ridge;
        return curvature;
    }

    double[] Sandwich(IReadOnlyList<SparseRow> rows, IReadOnlyList<bool> happened, double ridge)
    {
        var inverse = Curvature(rows, ridge).Cholesky().Solve(Matrix<double>.Build.DenseIdentity(Width));
        var scores = Products(rows, n => Math.Pow((happened[n] ? 1 : 0) - Probability(rows[n]), 2));
        return (inverse * scores * inverse).ToRowMajorArray();
    }

    /// <summary>Σ weight x xᵀ with the intercept's 1; a row's columns come in any order.</summary>
    Matrix<double> Products(IReadOnlyList<SparseRow> rows, Func<int, double> weight)
    {
        var sums = new double[Width, Width];
        for (var n = 0; n < rows.Count; n++)
        {
            var (at, values) = rows[n];
            var w = weight(n);
            for (var i = 0; i < at.Length; i++)
            {
                for (var j = 0; j <= i; j++) sums[Math.Max(at[i], at[j]), Math.Min(at[i], at[j])] += w * values[i] * values[j];
                sums[Width - 1, at[i]] += w * values[i];
            }
            sums[Width - 1, Width - 1] += w;
        }
        for (var i = 0; i < Width; i++)
            for (var j = 0; j < i; j++) sums[j, i] = sums[i, j];
        return Matrix<double>.Build.DenseOfArray(sums);
    }
}
