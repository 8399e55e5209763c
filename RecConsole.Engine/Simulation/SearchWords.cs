using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

internal static class SearchWords
{
    /// <summary>What a shopper types who wants something like this item: its kind, at times with its colour or brand.</summary>
    public static string For(Shelves shelves, int index, Rng rng)
    {
        var item = shelves.Items[index];
        var type = shelves.Traits(index).Type;
        var kind = type >= 0 ? shelves.Vocabulary.Types[type].Name.ToLowerInvariant() : item.Title.ToLowerInvariant();
        return rng.NextInt(4) switch
        {
            0 when item.Attributes.TryGetValue(ItemAttributes.Colour, out var colour) => $"{colour} {kind}",
            1 when item.Brand is { } brand => $"{brand.ToLowerInvariant()} {kind}",
            2 => item.Title.Split(',')[0].ToLowerInvariant(),
            _ => kind,
        };
    }
}
