using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Evaluation;

/// <summary>Choices of a policy that knew its chances, with what was clicked: what off-policy estimates are made of.</summary>
/// <param name="Items">Ids of all items that could be chosen, ascending.</param>
/// <param name="Positions">Numbers of the positions, ascending.</param>
/// <param name="ContextColumns">Columns that rounds know shoppers by.</param>
/// <param name="ItemFeatures">By item, in columns of their own; empty where nothing is known of items.</param>
/// <param name="ItemColumns">Their number.</param>
public sealed record BanditLog(
    IReadOnlyList<int> Items, IReadOnlyList<int> Positions, IReadOnlyList<BanditRound> Rounds, int ContextColumns, IReadOnlyList<SparseRow> ItemFeatures, int ItemColumns)
{
    static readonly SparseRow Nothing = new([], []);

    /// <summary>Columns of <see cref="Features"/>.</summary>
    public int Columns => Positions.Count + Items.Count + ContextColumns + ItemColumns + 1;

    /// <summary>What a model knows of a round in which this item were shown: position, item, shopper, the item's features, the shopper's affinity to it.</summary>
    public SparseRow Features(in BanditRound round, int item)
    {
        var ofItem = ItemFeatures.Count > 0 ? ItemFeatures[item] : Nothing;
        var place = Array.BinarySearch(round.Affinities.Columns, item);
        var count = 2 + round.Context.Columns.Length + ofItem.Columns.Length + (place >= 0 ? 1 : 0);
        var (columns, values) = (new int[count], new float[count]);
        (columns[0], columns[1]) = (round.Position, Positions.Count + item);
        values.AsSpan(0, 2).Fill(1);
        var at = 2;
        void Append(SparseRow part, int offset)
        {
            for (var i = 0; i < part.Columns.Length; i++) (columns[at], values[at++]) = (offset + part.Columns[i], part.Values[i]);
        }
        Append(round.Context, Positions.Count + Items.Count);
        Append(ofItem, Positions.Count + Items.Count + ContextColumns);
        if (place >= 0) (columns[at], values[at]) = (Columns - 1, round.Affinities.Values[place]);
        return new SparseRow(columns, values);
    }
}
