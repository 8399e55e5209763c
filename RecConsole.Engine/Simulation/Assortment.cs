using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>
/// In: the vocabulary, a seed, the shop's now. Out: the demo shop's items, in the order of their ids; the same for the
/// same input. 4,000 items take about 50 ms.
/// </summary>
internal sealed partial class Assortment(ShopVocabulary vocabulary, ulong seed, DateTimeOffset now)
{
    const int TitleAttempts = 200;
    const int AssortmentDays = 730;
    const int LaunchDays = 21;

    readonly double[] sellerWeights = [.. vocabulary.Sellers.Select(seller => seller.Weight)];
    readonly HashSet<string> titles = new(StringComparer.Ordinal);

    public IReadOnlyList<Item> Build(int targetCount)
    {
        var total = vocabulary.Departments.Sum(department => department.Types.Sum(type => department.Weight * type.Weight));
        var items = new List<Item>(targetCount + vocabulary.Types.Count);
        var rng = new Rng(seed).Fork(StableHash.Of("assortment"));
        ulong stream = 0;
        foreach (var department in vocabulary.Departments)
        {
            var number = 0;
            foreach (var type in department.Types)
            {
                var draw = rng.Fork(stream++);
                var brandWeights = department.Brands.Select(_ => Math.Exp(0.8 * draw.NextGaussian())).ToArray();
                var count = (int)Math.Round(targetCount * department.Weight * type.Weight / total);
                for (var i = 0; i < count; i++) items.Add(Make(draw, department, type, brandWeights, ++number));
            }
        }
        return items;
    }

    Item Make(Rng rng, Department department, ProductType type, double[] brandWeights, int number)
    {
        var brand = department.Brands[rng.NextWeighted(brandWeights)];
        var (parts, title) = DrawTitle(rng, type);
        var fullPrice = ShopPrices.Draw(rng, type.Price * brand.Price, type.Spread * 0.7);
        var cost = Math.Round(fullPrice * (decimal)(1 - Math.Clamp(department.Margin + 0.06 * rng.NextGaussian(), 0.06, 0.8)), 2);
        var onSale = rng.NextBool(0.08);
        var price = onSale ? ShopPrices.Ended((double)fullPrice * (0.6 + 0.25 * rng.NextDouble()), rng) : fullPrice;
        onSale = price < fullPrice;

        var attributes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ItemAttributes.Type] = type.Name,
            [ItemAttributes.Style] = type.Styles[rng.NextInt(type.Styles.Count)],
        };
        foreach (var (name, value) in parts)
            if (name.Length > 1) attributes[name] = value;
        foreach (var (name, range) in type.Numbers ?? FrozenDictionary<string, double[]>.Empty)
            attributes[name] = Stepped(rng, range[0], range[1], range[2]);
        attributes[ItemAttributes.Rating] = Math.Clamp(4.2 + 0.4 * rng.NextGaussian(), 2.1, 5).ToString("0.0", CultureInfo.InvariantCulture);
        attributes[ItemAttributes.Reviews] = ((int)Math.Exp(3.2 + 1.3 * rng.NextGaussian())).ToString(CultureInfo.InvariantCulture);
        if (onSale) attributes[ItemAttributes.ListPrice] = fullPrice.ToString("0.00", CultureInfo.InvariantCulture);

        var sentence = Fill(type.Text[rng.NextInt(type.Text.Count)], parts);
        var note = rng.NextInt(department.Notes.Count + (type.Notes?.Count ?? 0));
        return new Item(new ItemId(string.Create(CultureInfo.InvariantCulture, $"{department.Code}-{number:D4}")), title)
        {
            Category = department.Name,
            Brand = brand.Name,
            Seller = vocabulary.Sellers[rng.NextWeighted(sellerWeights)].Name,
            Description = $"{sentence} {(note < department.Notes.Count ? department.Notes[note] : type.Notes![note - department.Notes.Count])}",
            Price = price,
            Cost = cost,
            Stock = DrawStock(rng),
            AddedAt = DrawAddedAt(rng),
            Attributes = attributes.ToFrozenDictionary(StringComparer.Ordinal),
        };
    }

    (Dictionary<string, string> Parts, string Title) DrawTitle(Rng rng, ProductType type)
    {
        for (var attempt = 1; ; attempt++)
        {
            var parts = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var (name, values) in type.Parts) parts[name] = values[rng.NextInt(values.Count)];
            if (type.Palette is { } palette && vocabulary.Palettes[palette] is var colours) parts[ItemAttributes.Colour] = colours[rng.NextInt(colours.Count)];
            var title = Fill(type.Title, parts);
            if (titles.Add(title) || attempt == TitleAttempts) return (parts, title);
        }
    }

    static int DrawStock(Rng rng) => rng.NextDouble() switch
    {
        < 0.012 => 0,
        < 0.07 => 1 + rng.NextInt(5),
        _ => 6 + (int)Math.Exp(3.3 + 0.8 * rng.NextGaussian()),
    };

    // One item in fourteen is a recent launch; the others came evenly over two years.
    DateTimeOffset DrawAddedAt(Rng rng)
    {
        var ageDays = rng.NextBool(0.07) ? LaunchDays * rng.NextDouble() : LaunchDays + (AssortmentDays - LaunchDays) * rng.NextDouble();
        var at = now.ToUniversalTime() - TimeSpan.FromDays(ageDays);
        return new DateTimeOffset(at.Year, at.Month, at.Day, at.Hour, 0, 0, TimeSpan.Zero);
    }

    static string Stepped(Rng rng, double low, double high, double step)
    {
        var steps = (int)Math.Round((high - low) / step);
        return ((decimal)low + rng.NextInt(steps + 1) * (decimal)step).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>Fills the holes, mends the article ("An oiled ...") and begins each sentence with a capital.</summary>
    internal static string Fill(string template, IReadOnlyDictionary<string, string> parts)
    {
        var text = ShopVocabulary.Hole().Replace(template, hole => parts[hole.Groups[1].Value]);
        text = ArticleBeforeVowel().Replace(text, "$1n ");
        return SentenceStart().Replace(text, start => start.Value.ToUpperInvariant());
    }

    [GeneratedRegex(@"\b([Aa]) (?=[aeiouAEIO])(?!one-|one |uni|use)")]
    private static partial Regex ArticleBeforeVowel();

    [GeneratedRegex(@"(^|[.!?] )\p{Ll}")]
    private static partial Regex SentenceStart();
}
