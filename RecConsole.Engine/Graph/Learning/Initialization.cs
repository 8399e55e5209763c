using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Graph.Learning;

/// <summary>What a parameter is before the first step.</summary>
public abstract record Initialization
{
    Initialization() { }

    public static Initialization Zeros { get; } = new Filled(0);

    public static Initialization Ones { get; } = new Filled(1);

    /// <summary>Uniform between plus and minus sqrt(6 / (rows + columns)): Glorot and Bengio 2010.</summary>
    public static Initialization Glorot { get; } = new GlorotUniform();

    public static Initialization Normal(double deviation) => new Gaussian(deviation);

    internal abstract void Fill(Span<float> values, IReadOnlyList<long> shape, Rng rng);

    sealed record Filled(float Value) : Initialization
    {
        internal override void Fill(Span<float> values, IReadOnlyList<long> shape, Rng rng) => values.Fill(Value);
    }

    sealed record Gaussian(double Deviation) : Initialization
    {
        internal override void Fill(Span<float> values, IReadOnlyList<long> shape, Rng rng)
        {
            foreach (ref var value in values) value = (float)(Deviation * rng.NextGaussian());
        }
    }

    sealed record GlorotUniform : Initialization
    {
        internal override void Fill(Span<float> values, IReadOnlyList<long> shape, Rng rng)
        {
            // A kernel [filters, channels, places...] has rows and columns for each place.
            var places = shape.Skip(2).Aggregate(1L, (product, extent) => product * extent);
            var bound = Math.Sqrt(6.0 / ((shape[0] + (shape.Count > 1 ? shape[1] : 1)) * places));
            foreach (ref var value in values) value = (float)(bound * (2 * rng.NextDouble() - 1));
        }
    }
}
