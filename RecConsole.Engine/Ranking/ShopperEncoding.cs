namespace RecConsole.Engine.Ranking;

/// <summary>What ranking needs of a shopper, made once for each state of their history and each model.</summary>
/// <param name="U">Encoder output [d]; all zero when nothing is known.</param>
/// <param name="Taken">Dense indices of what was bought or lies in the cart: not shown again.</param>
/// <param name="MeanLogPrice">Mean ln(price) of the latest items; NaN when unknown.</param>
public sealed record ShopperEncoding(float[] U, int[] Taken, double MeanLogPrice)
{
    internal static ShopperEncoding Unknown { get; } = new([], [], double.NaN);
}
