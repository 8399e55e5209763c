namespace RecConsole.Engine.Graph.Learning;

/// <summary>The optimizer. With the decay at 0 it is Adam (Kingma and Ba 2015), with it AdamW (Loshchilov and Hutter 2019).</summary>
public sealed record AdamOptions
{
    public double Beta1 { get; init; } = 0.9;

    public double Beta2 { get; init; } = 0.999;

    public double Epsilon { get; init; } = 1e-8;

    /// <summary>Each step takes learning rate x this share off every parameter that decays.</summary>
    public double WeightDecay { get; init; }

    /// <summary>Longer gradients, over all parameters together, are scaled down to this length (Pascanu et al. 2013); null: never.</summary>
    public double? MaxGradientNorm { get; init; }

    internal void Check()
    {
        var wrong = new List<string>();
        if (Beta1 is not (>= 0 and < 1)) wrong.Add($"Beta1 is {Beta1}, it must be 0 or more and below 1");
        if (Beta2 is not (>= 0 and < 1)) wrong.Add($"Beta2 is {Beta2}, it must be 0 or more and below 1");
        if (Epsilon is not > 0) wrong.Add($"Epsilon is {Epsilon}, it must be above 0");
        if (WeightDecay is not >= 0) wrong.Add($"WeightDecay is {WeightDecay}, it must be 0 or more");
        if (MaxGradientNorm is not (null or > 0)) wrong.Add($"MaxGradientNorm is {MaxGradientNorm}, it must be above 0, or null");
        if (wrong.Count > 0) throw new ArgumentException(string.Join("; ", wrong) + ".");
    }
}
