namespace RecConsole.Engine.Simulation;

/// <summary>
/// What one visit adds to a shopper's taste: the errand they came for, and the drift towards what they clicked. The
/// reason why a session says more than a history.
/// </summary>
internal sealed class Mood
{
    const float ErrandPull = 0.9f;
    const float Fading = 0.8f;

    readonly float[] type;
    readonly float[] style;
    readonly float[] brand;

    /// <param name="errand">Index of the interest that brought the shopper.</param>
    public Mood(ShopVocabulary vocabulary, int errand)
    {
        (type, style, brand) = (new float[vocabulary.Types.Count], new float[vocabulary.Styles.Count], new float[vocabulary.Brands.Count]);
        Errand = errand;
        foreach (var served in vocabulary.TypesServing(errand)) type[served] = ErrandPull;
    }

    public int Errand { get; }

    /// <summary>Logits for a product type in this visit.</summary>
    public double TypePull(int index) => type[index];

    public double Utility(in ItemTraits item) =>
        (item.Type >= 0 ? type[item.Type] : 0) + (item.Style >= 0 ? style[item.Style] : 0) + (item.Brand >= 0 ? brand[item.Brand] : 0);

    /// <summary>Earlier clicks fade, this one pulls towards its like.</summary>
    public void Clicked(in ItemTraits item)
    {
        foreach (var pulls in (ReadOnlySpan<float[]>)[type, style, brand])
            for (var i = 0; i < pulls.Length; i++) pulls[i] *= Fading;
        Pull(type, item.Type, 0.9f);
        Pull(style, item.Style, 0.35f);
        Pull(brand, item.Brand, 0.35f);
    }

    /// <summary>Who has bought a kettle wants no second one today.</summary>
    public void Bought(in ItemTraits item) => Pull(type, item.Type, -2.5f);

    static void Pull(float[] pulls, int index, float by)
    {
        if (index >= 0) pulls[index] += by;
    }
}
