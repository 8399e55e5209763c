namespace RecConsole.Engine.Models;

/// <summary>How item embeddings are made of co-occurrence. The values in use are stored with the model.</summary>
public sealed record PpmiOptions : IModelSettings
{
    public int Dimensions { get; init; } = 64;

    /// <summary>
    /// Lines of a session on either side of an item that count as its company; a basket of at most this many lines is
    /// counted whole, since the order within a basket says nothing.
    /// </summary>
    public int Window { get; init; } = 100;

    /// <summary>Weight of two items in neighbouring sessions of one shopper, against 1 in the same session.</summary>
    public float NeighbourSessionWeight { get; init; } = 0.25f;

    /// <summary>
    /// Exponent on the frequency of the context (Levy, Goldberg and Dagan 2015): less than 1 takes from rare items the too
    /// high association that chance gives them. Theirs is 0.75, for words; 0.5 ranked better on the validation invoices of
    /// Online Retail (nDCG@10 of the rest of a basket 0.080 against 0.073).
    /// </summary>
    public double ContextSmoothing { get; init; } = 0.5;

    /// <summary>
    /// The k of shifted PPMI, log k being taken from each association (Levy and Goldberg 2014). 1 is no shift, which the
    /// follow-up of 2015 recommends in front of an SVD.
    /// </summary>
    public double Shift { get; init; } = 1;

    /// <summary>The p of U S^p: 0.5 divides the singular values evenly between items and contexts.</summary>
    public double SingularValuePower { get; init; } = 0.5;

    public KindWeights Weights { get; init; } = new();

    public EncoderOptions Encoder { get; init; } = new();

    /// <summary>Threads of a fit; 0 takes all cores. Changes how long it takes, not what comes out.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int Threads { get; init; }

    /// <exception cref="ArgumentException">A value is out of its range.</exception>
    public void Validate()
    {
        if (Dimensions is < 1 or > 1024) throw new ArgumentException($"Dimensions is {Dimensions}; it must lie between 1 and 1,024.");
        ModelOptions.ThrowIfBelowOne(Window, nameof(Window));
        ArgumentOutOfRangeException.ThrowIfNegative(Threads);
        if (!(NeighbourSessionWeight is >= 0 and <= 1)) throw new ArgumentException($"NeighbourSessionWeight is {NeighbourSessionWeight}; it must lie between 0 and 1.");
        if (!(ContextSmoothing is >= 0 and <= 1)) throw new ArgumentException($"ContextSmoothing is {ContextSmoothing}; it must lie between 0 and 1.");
        if (!(Shift >= 1 && double.IsFinite(Shift))) throw new ArgumentException($"Shift is {Shift}; it must be 1 or more.");
        if (!(SingularValuePower is >= 0 and <= 1)) throw new ArgumentException($"SingularValuePower is {SingularValuePower}; it must lie between 0 and 1.");
        Weights.Validate();
        Encoder.Validate();
    }
}
