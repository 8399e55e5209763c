using RecConsole.Engine.Graph;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models.Clicks;

/// <summary>What a network's heads say of the pairs that it did not learn from, each among items drawn for it.</summary>
/// <param name="Clicks">Log-odds of a click, of what was dealt with and of what was drawn.</param>
/// <param name="Purchases">Log-odds of a purchase, only of what was dealt with; empty where there is no head for it.</param>
sealed record HeldOutOutputs(double[] Clicks, bool[] IsClicked, double[] Purchases, bool[] IsBought)
{
    const int BatchSize = 256;
    const int Wide = 1 + NeuMfModel.NegativesPerClick;

    /// <param name="graph">Of <see cref="ClickNetwork.ToOutputs"/>.</param>
    /// <param name="decays">Weight of an item of the history by its age.</param>
    public static HeldOutOutputs Of(byte[] graph, ClickPairs pairs, float[] decays, Rng rng)
    {
        var held = pairs.Apart;
        var (clicks, purchases) = (new double[held.Count * Wide], new double[pairs.TellsOfPurchases ? held.Count : 0]);
        using var program = new OnnxProgram(graph);
        using var binding = program.Bind();
        Span<int> history = stackalloc int[decays.Length];
        for (var from = 0; from < held.Count; from += BatchSize)
        {
            var count = Math.Min(BatchSize, held.Count - from);
            var rows = new HistoryRows(binding.Input<long>("items", count, decays.Length), binding.Input<float>("weights", count, decays.Length));
            rows.Clear();
            var asked = binding.Input<long>(ClickLists.Candidates, count, Wide);
            for (var i = 0; i < count; i++)
            {
                var pair = held[from + i];
                var known = pairs.History(pair, history);
                for (var age = 0; age < known; age++) (rows.Items[i * decays.Length + age], rows.Weights[i * decays.Length + age]) = (history[age], decays[age]);
                asked[i * Wide] = pairs.ItemOf(pair);
                for (var n = 1; n < Wide; n++) asked[i * Wide + n] = pairs.Other(pair, rng);
            }
            binding.Output<float>(ClickNetwork.ClickOutputs, count, Wide);
            if (purchases.Length > 0) binding.Output<float>(ClickNetwork.PurchaseOutputs, count, Wide);
            binding.Run();
            for (var i = 0; i < count * Wide; i++) clicks[from * Wide + i] = binding.Output<float>(ClickNetwork.ClickOutputs, count, Wide)[i];
            for (var i = 0; i < count && purchases.Length > 0; i++) purchases[from + i] = binding.Output<float>(ClickNetwork.PurchaseOutputs, count, Wide)[i * Wide];
        }
        return new HeldOutOutputs(clicks, [.. clicks.Select((_, n) => n % Wide == 0)], purchases, [.. held.Select(pair => pair.IsBought)]);
    }
}
