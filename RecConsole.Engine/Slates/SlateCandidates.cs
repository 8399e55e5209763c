using System.Runtime.InteropServices;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Slates;

/// <summary>
/// What the steps after the product choose from, by number: the top M in the order of their scores, then pinned items that
/// are not among them. What only some strategies need (noise keys, groups, likeness) is made when it is asked for.
/// Kept and loaded again by its owner; nothing of it survives the next load.
/// </summary>
sealed class SlateCandidates
{
    static readonly int Fields = Enum.GetValues<CapField>().Length;

    readonly List<int> items = [];
    readonly List<float> scores = [];
    readonly Dictionary<string, int> numbers = new(StringComparer.OrdinalIgnoreCase);
    readonly int[][] groups = new int[Fields][];
    readonly bool[] grouped = new bool[Fields];
    readonly ItemLikeness likeness = new();
    uint[] noiseKeys = [];
    bool keyed, likened;
    CatalogMatrix? matrix;

    public SlateCandidates() => Array.Fill(groups, []);

    /// <summary>M: candidates that were ranked. Those beyond are pinned.</summary>
    public int TopCount { get; private set; }

    public int Count => items.Count;

    public int Item(int candidate) => items[candidate];

    public float Score(int candidate) => scores[candidate];

    public ReadOnlySpan<float> TopScores => CollectionsMarshal.AsSpan(scores)[..TopCount];

    public CatalogSnapshot Catalog => matrix!.Catalog;

    /// <param name="top">Dense indices, best first.</param>
    public void Load(CatalogMatrix set, ReadOnlySpan<int> top, ReadOnlySpan<float> topScores)
    {
        matrix = set;
        items.Clear();
        scores.Clear();
        items.AddRange(top);
        scores.AddRange(topScores);
        TopCount = top.Length;
        keyed = likened = false;
        Array.Clear(grouped);
    }

    /// <summary>Lets go of the set that was loaded.</summary>
    public void Release() => matrix = null;

    /// <summary>The number of an item, or -1.</summary>
    public int Find(int item) => items.IndexOf(item);

    /// <inheritdoc cref="Find"/>
    public int FindById(ItemId id) => Catalog.IndexOf(id) is >= 0 and var item ? items.IndexOf(item) : -1;

    /// <summary>Adds a pinned item that was not ranked; before anything else is asked for.</summary>
    public int Add(int item, float score)
    {
        items.Add(item);
        scores.Add(score);
        return items.Count - 1;
    }

    /// <summary>[M] by candidate: what its noise is a function of, the same after a restart.</summary>
    public ReadOnlySpan<uint> NoiseKeys()
    {
        if (!keyed)
        {
            if (noiseKeys.Length < TopCount) noiseKeys = new uint[TopCount];
            var keys = Catalog.NoiseKeys;
            for (var i = 0; i < TopCount; i++) noiseKeys[i] = keys[items[i]];
            keyed = true;
        }
        return noiseKeys.AsSpan(0, TopCount);
    }

    /// <summary>By candidate: a number for its brand (category, seller), -1 where it has none.</summary>
    public ReadOnlySpan<int> Groups(CapField field)
    {
        ref var column = ref groups[(int)field];
        if (!grouped[(int)field])
        {
            if (column.Length < Count) column = new int[Count];
            numbers.Clear();
            for (var i = 0; i < Count; i++) column[i] = Number(NameOf(Catalog[items[i]], field));
            grouped[(int)field] = true;
        }
        return column.AsSpan(0, Count);
    }

    public ItemLikeness Likeness()
    {
        if (!likened) likeness.Load(matrix!, CollectionsMarshal.AsSpan(items)[..TopCount]);
        likened = true;
        return likeness;
    }

    int Number(string? name)
    {
        if (name is null) return -1;
        if (!numbers.TryGetValue(name, out var number)) numbers.Add(name, number = numbers.Count);
        return number;
    }

    static string? NameOf(Item item, CapField field) => field switch
    {
        CapField.Brand => item.Brand,
        CapField.Category => item.Category,
        _ => item.Seller,
    };
}
