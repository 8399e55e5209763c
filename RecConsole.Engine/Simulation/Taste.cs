using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// What one simulated shopper likes, hidden from the engine: additive utilities (logits) over the traits of an item.
/// </summary>
internal sealed class Taste
{
    /// <summary>Logits that the strongest interest adds to its product types.</summary>
    const double InterestPull = 3.0;
    static readonly double[] InterestStrength = [1, 0.75, 0.55];

    Taste(ShopVocabulary vocabulary, int[] interests)
    {
        Interests = interests;
        Type = new float[vocabulary.Types.Count];
        Style = new float[vocabulary.Styles.Count];
        Brand = new float[vocabulary.Brands.Count];
        ColourFamily = new float[vocabulary.Families.Count];
    }

    /// <summary>Indices into <see cref="ShopVocabulary.Interests"/>, strongest first.</summary>
    public int[] Interests { get; }
    public float[] Type { get; }
    public float[] Style { get; }
    public float[] Brand { get; }
    public float[] ColourFamily { get; }
    /// <summary>Preferred <see cref="ItemTraits.PriceZ"/>.</summary>
    public double PriceLevel { get; private init; }
    /// <summary>Logits lost one standard deviation away from <see cref="PriceLevel"/>.</summary>
    public double PriceSensitivity { get; private init; }
    /// <summary>Logits that a launch of today gains.</summary>
    public double Novelty { get; private init; }

    /// <summary>A taste drawn at random: one to three interests, the rest of small independent leanings.</summary>
    public static Taste Draw(ShopVocabulary vocabulary, Rng rng)
    {
        var weights = vocabulary.Interests.Select(interest => interest.Weight).ToArray();
        var interests = new int[1 + rng.NextInt(InterestStrength.Length)];
        for (var i = 0; i < interests.Length; i++)
        {
            interests[i] = rng.NextWeighted(weights);
            weights[interests[i]] = 0;
        }
        var taste = new Taste(vocabulary, interests)
        {
            PriceLevel = 0.9 * rng.NextGaussian() - 0.2,
            PriceSensitivity = 0.35 * Math.Exp(0.4 * rng.NextGaussian()),
            Novelty = 0.4 + 0.5 * rng.NextGaussian(),
        };
        taste.Lean(rng, vocabulary);
        return taste;
    }

    /// <summary>The taste that a persona's sketch describes.</summary>
    public static Taste Of(PersonaSketch sketch, ShopVocabulary vocabulary, Rng rng)
    {
        var taste = new Taste(vocabulary, [.. sketch.Interests.Take(InterestStrength.Length).Select(name => IndexOf(vocabulary.Interests, interest => interest.Name == name))])
        {
            PriceLevel = sketch.Price,
            PriceSensitivity = 0.6,
            Novelty = 0.2,
        };
        taste.Lean(rng, vocabulary);
        foreach (var style in sketch.Styles) taste.Style[IndexOf(vocabulary.Styles, name => name == style)] += 1.2f;
        foreach (var family in sketch.Colours) taste.ColourFamily[IndexOf(vocabulary.Families, name => name == family)] += 1;
        return taste;
    }

    /// <summary>The interest of one visit: the strongest most often.</summary>
    public int DrawErrand(Rng rng) => Interests[rng.NextWeighted(InterestStrength.AsSpan(0, Interests.Length))];

    void Lean(Rng rng, ShopVocabulary vocabulary)
    {
        Fill(rng, Type, 0.35);
        Fill(rng, Style, 0.55);
        Fill(rng, Brand, 0.5);
        Fill(rng, ColourFamily, 0.45);
        for (var rank = 0; rank < Interests.Length; rank++)
        {
            var name = vocabulary.Interests[Interests[rank]].Name;
            foreach (var type in vocabulary.TypesServing(Interests[rank]))
            {
                // A type named first for its interest belongs to it more than one that also serves it.
                var place = IndexOf(vocabulary.Types[type].Interests, interest => interest == name);
                Type[type] += (float)(InterestPull * InterestStrength[rank] / (1 + 0.25 * place));
            }
        }
    }

    static void Fill(Rng rng, float[] logits, double deviation)
    {
        for (var i = 0; i < logits.Length; i++) logits[i] = (float)(deviation * rng.NextGaussian());
    }

    static int IndexOf<T>(IReadOnlyList<T> list, Predicate<T> match)
    {
        for (var i = 0; i < list.Count; i++)
            if (match(list[i])) return i;
        return -1;
    }
}
