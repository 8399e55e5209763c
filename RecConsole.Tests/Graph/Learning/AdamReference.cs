using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Tests.Graph.Learning;

/// <summary>Adam and AdamW as their papers write them, in plain C# and double precision: what the graph is held against.</summary>
sealed class AdamReference(AdamOptions options, int count)
{
    readonly double[] first = new double[count];
    readonly double[] second = new double[count];
    int step;

    /// <param name="onlyWhere">Which elements take part; all where null.</param>
    public void Step(double[] parameter, double[] gradient, double rate, bool decays = true, Func<int, bool>? onlyWhere = null)
    {
        step++;
        for (var i = 0; i < count; i++)
        {
            if (onlyWhere?.Invoke(i) == false) continue;
            first[i] = options.Beta1 * first[i] + (1 - options.Beta1) * gradient[i];
            second[i] = options.Beta2 * second[i] + (1 - options.Beta2) * gradient[i] * gradient[i];
            var unbiasedFirst = first[i] / (1 - Math.Pow(options.Beta1, step));
            var unbiasedSecond = second[i] / (1 - Math.Pow(options.Beta2, step));
            parameter[i] -= rate * (unbiasedFirst / (Math.Sqrt(unbiasedSecond) + options.Epsilon) + (decays ? options.WeightDecay * parameter[i] : 0));
        }
    }
}
