using RecConsole.Engine.Statistics;

namespace RecConsole.Engine.Experiments;

/// <summary>Applies a <see cref="Correction"/>.</summary>
static class Corrections
{
    /// <summary>p-values as if there were one; the order stays.</summary>
    public static double[] Adjust(this Correction correction, double[] p) => correction switch
    {
        Correction.Holm => MultipleTests.Holm(p),
        Correction.BenjaminiHochberg => MultipleTests.BenjaminiHochberg(p),
        Correction.Bonferroni => MultipleTests.Bonferroni(p),
        _ => p,
    };
}
