using RecConsole.Engine.Models;

namespace RecConsole.Tests.Models;

public sealed class ModelZooTests
{
    public static TheoryData<string> Keys => [.. ModelZoo.All.Select(recipe => recipe.Key)];

    public static TheoryData<string> PersonalKeys => [.. ModelZoo.All.Select(recipe => recipe.Key).Where(key => key != PopularityModel.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void Fit_SameSeed_SameScoresOnAnyNumberOfThreads(string key)
    {
        var events = History.Clusters(5, 12, 300, seed: 6);
        var options = ModelZoo.Find(key)!.Begin is null ? "{}" : """{"epochs": 2}""";
        using var one = ZooCase.Fit(key, events, options, seed: 9, threads: 1);
        using var two = ZooCase.Fit(key, events, options, seed: 9, threads: 2);
        Assert.Equal(key, one.Key);
        Assert.Equal(ZooCase.Scores(one, "c1-i00", "c1-i02"), ZooCase.Scores(two, "c1-i00", "c1-i02"));
    }

    [Theory]
    [MemberData(nameof(PersonalKeys))]
    public void Fit_Clusters_RanksTheShoppersOwnFirst(string key)
    {
        // a small shop has few steps a pass: they are larger, and of negatives that do not outweigh the catalogue
        var options = ModelZoo.Find(key)!.Begin is null ? "{}" : """{"epochs": 40, "learningRate": 0.01, "negatives": 16}""";
        using var model = ZooCase.Fit(key, History.Clusters(5, 12, 400, seed: 6), options);
        var own = ZooCase.Scores(model, "c1-i00", "c1-i02", "c1-i05").OrderByDescending(pair => pair.Value).Take(6).Count(pair => pair.Key.StartsWith("c1-"));
        Assert.InRange(own, 5, 6); // by chance: one
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void Fit_UnknownOption_IsRefusedWithTheKnownOnes(string key)
    {
        var wrong = Assert.Throws<ArgumentException>(() => ZooCase.Fit(key, History.Clusters(2, 3, 10, seed: 1), """{"colour": 3}"""));
        Assert.Contains(key == PopularityModel.Key ? "no options" : "colour", wrong.Message);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void IsSparse_EachKind_IsWhatItsModelIs(string key)
    {
        using var model = ZooCase.FitQuickly(key, History.Clusters(3, 6, 60, seed: 2));
        Assert.Equal(model.Artifact.IsSparse, ModelZoo.Find(key)!.IsSparse);
    }

    [Fact]
    public void Fit_OptionOutOfRange_IsRefused()
    {
        foreach (var (key, options) in new[]
        {
            ("neumf", """{"candidates": 1025}"""), ("neumf", """{"hidden": 3}"""), ("iknn", """{"shrink": -1}"""), ("iknn", """{"history": {"length": 201}}"""), ("sr", """{"steps": 0}"""), ("ar", """{"history": {"decay": 0}}"""),
            ("ials", """{"regularization": 0}"""), ("ease", """{"regularization": 0}"""),
            ("sasrec", """{"length": 201}"""), ("sasrec", """{"heads": 3}"""), ("sasrec", """{"loss": "hinge"}"""), ("gsasrec", """{"calibration": 2}"""),
            ("caser", """{"window": 1}"""), ("gru4rec", """{"dropout": 1}"""),
            ("bpr", """{"negatives": 0}"""), ("bpr", """{"workers": 0}"""), ("lightgcn", """{"layers": 0}"""), ("lightgcn", """{"regularization": -1}"""),
        })
            Assert.ThrowsAny<ArgumentException>(() => ZooCase.Fit(key, History.Clusters(2, 3, 10, seed: 1), options));
    }
}
