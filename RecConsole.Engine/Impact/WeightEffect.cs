namespace RecConsole.Engine.Impact;

/// <summary>What one moved weight does to the order of items, by score alone: before chance, diversity, caps and pins.</summary>
/// <param name="Requests">Looked at.</param>
/// <param name="Lifted">Requests of which it lifts an item of the first slots.</param>
/// <param name="MedianGain">Of the lifted items of all requests: by how many positions; null where none is lifted. The lower one of two.</param>
public sealed record WeightEffect(int Requests, int Lifted, int? MedianGain)
{
    /// <summary>Of <see cref="Requests"/>: shoppers, as if each asked now.</summary>
    public int Shoppers { get; init; }
}
