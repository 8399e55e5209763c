using System.Text.Json.Nodes;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;
using RecConsole.Web.Commands;
using RecConsole.Web.Components.Pages;

namespace RecConsole.Tests.Components.Pages;

public sealed class ModelWordsTests
{
    static readonly string Hash = new('a', 64);

    static ModelEntry Serving(Promotion? promotion) => new(
        new RegisteredModel { Hash = Hash, Key = "ppmi", Path = "models/ppmi", TrainedAtTicks = 0, LogLength = 1, Metrics = "{}", Published = true, PublishedOrder = 1, IsPromoted = promotion is not null },
        null, null, promotion, true);

    static Promotion By(string name, PromotionKind kind) => new(Hash, null, new DateTimeOffset(2026, 11, 22, 14, 53, 0, TimeSpan.Zero), "id", name, kind, null);

    [Theory]
    [InlineData(PromotionKind.Promoted, "^chosen by Ana on .*14:53")]
    [InlineData(PromotionKind.Overridden, "^chosen by Ana on .*14:53.*, against its checks$")]
    [InlineData(PromotionKind.RolledBack, "^rolled back to by Ana on .*14:53")]
    public void WhyItServes_SomebodyChose_NamesThemAndWhen(PromotionKind kind, string expected) => Assert.Matches(expected, ModelWords.WhyItServes(Serving(By("Ana", kind))));

    [Fact]
    public void WhyItServes_NobodyChose_IsFittedAutomatically()
    {
        Assert.Equal("fitted automatically", ModelWords.WhyItServes(Serving(null)));
        Assert.Equal("rolled back to by Ana", ModelWords.ByWhomItServes(Serving(By("Ana", PromotionKind.RolledBack))));
        Assert.Equal("fitted automatically", ModelWords.WhyItServes(Serving(null) with { Promotion = By("Ana", PromotionKind.Promoted) })); // it was chosen once, and serves again of itself
    }

    [Fact]
    public void HowLongItServes_ChosenModel_SaysWhichRenewalsMayChangeIt()
    {
        var chosen = Serving(By("Ana", PromotionKind.Promoted));
        Assert.Contains("renewal is switched off", ModelWords.HowLongItServes(chosen, new TrainingPolicy()), StringComparison.Ordinal);
        Assert.Contains("a renewal (every 1 day and when its figures drift) passes its checks", ModelWords.HowLongItServes(chosen, new TrainingPolicy { RetrainEvery = TimeSpan.FromDays(1), RetrainOnDrift = true }), StringComparison.Ordinal);
        Assert.Contains("without checks", ModelWords.HowLongItServes(Serving(null), new TrainingPolicy()), StringComparison.Ordinal);
    }

    [Fact]
    public void WhyNoFigures_FittedByRecConsole_SaysWhyAndWhatToDo() =>
        Assert.Contains("to the whole log, so that nothing was left to measure it by. Train ppmi", ModelWords.WhyNoFigures(Serving(null)), StringComparison.Ordinal);

    [Fact]
    public void CommandOf_Order_TrainsTheSameAgain()
    {
        var options = new JsonObject { ["neighbours"] = 20, ["shrink"] = 0.5, ["inverseUserFrequency"] = false, ["history"] = new JsonObject { ["length"] = 10 } };
        var command = ModelWords.CommandOf(new TrainingOrder("iknn") { Seed = 7, Options = options });

        Assert.Equal("train iknn --seed 7 --set neighbours=20,shrink=0.5,inverseUserFrequency=false,history.length=10", command);
        Assert.True(JsonNode.DeepEquals(options, ModelOptionText.Parse([command.Split("--set ")[1]], out _)));
        Assert.Equal("train sasrec --dataset movielens:ml-100k --epochs 3 --seed 42 --from sasrec-1 --replay 0.25",
            ModelWords.CommandOf(new TrainingOrder("sasrec") { Dataset = "movielens:ml-100k", Epochs = 3, From = "sasrec-1", Replay = 0.25 }));
    }
}
