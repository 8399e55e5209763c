using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Models;

namespace RecConsole.Tests.Ranking;

/// <summary>A click model as a request is ranked by it.</summary>
public sealed class ClickServingTests
{
    static readonly StrategyRevision RelevanceOnly = new("relevance-only", 1, new Dictionary<string, float> { [WeightKeys.Relevance] = 1 });

    [Fact]
    public async Task Rank_RelevanceOnly_IsTheOrderOfTheProbabilitiesAndTheRestIsLevel()
    {
        var history = new History();
        for (var user = 0; user < 120; user++)
            for (var n = 0; n < 5; n++) history.Add($"u{user}", $"s{user}", EventKind.View, $"i{(user * 7 + n * 6) % 40 / 2 * 2 + user % 2}"); // even or odd items
        using var model = ZooCase.Fit("neumf", history.Events, """{"epochs": 10, "learningRate": 0.01, "dimensions": 8, "candidates": 12}""");
        var shop = new RankingCase(60, dimensions: 0, seed: 1);
        shop.Serve(model.Artifact);
        shop.Refresh();
        var shopper = new History().Add("new", "s", EventKind.View, "i4", "i10").Events.Aggregate(SessionState.Empty, SessionUpdater.Apply);

        using var ranked = await shop.Ranker.RankAsync(new RankQuery(shopper, RelevanceOnly, 20));

        var list = new SessionList();
        ((ItemListModel)model).Sums.Write(new EncoderInput(shopper), ranked.Matrix.ItemOfRow, list);
        Assert.Equal(12, list.Count);
        var listed = list.Items.ToArray().Where(item => !ranked.IsExcluded(item)).ToArray();
        Assert.Equal(listed, ranked.Top.Indices.ToArray()[..listed.Length]);
        for (var i = 0; i < listed.Length; i++) Assert.Equal(list.ValueOf(listed[i]), ranked.ScoreOf(listed[i]), 1e-5);
        Assert.All(ranked.Top.Indices.ToArray()[listed.Length..], item => Assert.Equal(0, ranked.ScoreOf(item), 1e-6));
    }
}
