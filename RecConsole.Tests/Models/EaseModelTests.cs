using RecConsole.Engine.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

public sealed class EaseModelTests
{
    [Fact]
    public void Fit_WholeLists_IsTheClosedForm()
    {
        var events = History.Clusters(3, 5, 80, seed: 4);
        using var model = (ItemListModel)ZooCase.Fit("ease", events, """{"regularization": 2, "neighbours": 100}""");
        var log = TrainingLog.Build(events, new KindWeights(), default);
        var n = log.Vocabulary.Count;
        var gram = new double[n, n];
        foreach (var set in log.UserSets)
            foreach (var i in set)
                foreach (var j in set) gram[i, j]++;
        for (var i = 0; i < n; i++) gram[i, i] += 2;
        var p = DenseAlgebra.Inverse(gram);
        for (var i = 0; i < n; i++)
        {
            Assert.DoesNotContain(i, model.Lists[i].Columns);
            for (var at = 0; at < n - 1; at++)
                Assert.Equal(-p[i, model.Lists[i].Columns[at]] / p[model.Lists[i].Columns[at], model.Lists[i].Columns[at]], model.Lists[i].Values[at], 1e-5);
        }
    }

    [Fact]
    public void Fit_MoreItemsThanTheInverse_SaysSoAndLeavesTheRarest()
    {
        var events = new History()
            .Add("u1", "s1", RecConsole.Engine.Events.EventKind.View, "A", "B", "C")
            .Add("u2", "s2", RecConsole.Engine.Events.EventKind.View, "A", "B").Events;
        using var model = (ItemListModel)ZooCase.Fit("ease", events, """{"maxItems": 2, "regularization": 1}""");
        var scores = ZooCase.Scores(model, "A", "C");
        Assert.True(scores["B"] > 0);
        Assert.Equal(0, scores["C"]);
        Assert.Contains("2 most popular of 3", Assert.Single(model.Card.Notes));
    }
}
