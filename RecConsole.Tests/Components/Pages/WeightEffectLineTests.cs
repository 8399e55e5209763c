using Bunit;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class WeightEffectLineTests : IDisposable
{
    static readonly StrategyRevision Live = StrategyStore.FirstDefault; // popularity 0.4

    readonly BunitContext context = new();
    readonly List<(float Value, CancellationToken Cancellation, TaskCompletionSource<WeightEffect> Answer)> asked = [];

    public WeightEffectLineTests()
    {
        context.Services.AddSingleton(new SignalCatalog(["weight"]));
        context.SetRendererInfo(new("Server", true));
    }

    public void Dispose() => context.Dispose();

    IRenderedComponent<WeightEffectLine> Render(float value, string key = "popularity") => context.Render<WeightEffectLine>(p => p
        .Add(line => line.Live, Live).Add(line => line.Key, key).Add(line => line.Value, value)
        .Add(line => line.Ask, (_, _, weight, cancellation) =>
        {
            var answer = new TaskCompletionSource<WeightEffect>();
            cancellation.Register(() => answer.TrySetCanceled(cancellation));
            asked.Add((weight, cancellation, answer));
            return answer.Task;
        }));

    [Theory]
    [InlineData(5_000, 4_000, 6, "+0.70 lifts what is bought, carted and viewed more over the last weeks: median +6 positions on the last 5,000 requests")]
    [InlineData(1, 1, 1, "+0.70 lifts what is bought, carted and viewed more over the last weeks: median +1 position on the last request")]
    [InlineData(300, 0, null, "+0.70 lifts no item into or within the first slots on the last 300 requests")]
    public void Answer_OfAChange_IsASentence(int requests, int lifted, int? gain, string words)
    {
        var line = Render(1.1f);
        Assert.Equal("Looking at the latest requests…", line.Find("[data-testid=weight-effect]").TextContent);

        asked[0].Answer.SetResult(new WeightEffect(requests, lifted, gain));

        line.WaitForAssertion(() => Assert.Equal(words, line.Find("[data-testid=weight-effect][data-state=done]").TextContent));
    }

    [Theory]
    [InlineData(0.5f, "+0.50 lifts what costs more: median +3 positions on the last 10 requests")]
    [InlineData(-0.5f, "-0.50 lifts what costs less: median +3 positions on the last 10 requests")]
    public void Answer_EitherWay_SaysWhichItemsItLifts(float value, string words)
    {
        var line = Render(value, "price");
        asked[0].Answer.SetResult(new WeightEffect(10, 9, 3));
        line.WaitForAssertion(() => Assert.Equal(words, line.Find("[data-testid=weight-effect][data-state=done]").TextContent.Replace('−', '-')));
    }

    [Fact]
    public void Lifted_EveryWeightLowered_IsSaidOtherwiseThanRaised()
    {
        var signals = new SignalCatalog(["weight"]);
        foreach (var key in WeightKeys.All(signals)) Assert.NotEqual(WeightWords.Lifted(key, 1, signals), WeightWords.Lifted(key, -1, signals));
        Assert.Equal("has a lower weight", WeightWords.Lifted(SignalCatalog.AttributePrefix + "weight", -1, signals));
    }

    [Fact]
    public void Answer_ForShoppersWhoDidNotAsk_SaysSo()
    {
        var line = Render(1.1f);
        asked[0].Answer.SetResult(new WeightEffect(10, 9, 3) { Shoppers = 9 });
        line.WaitForAssertion(() => Assert.EndsWith("for 1 logged request and the 9 latest other shoppers, as if each asked for a slate now", line.Find("[data-testid=weight-effect][data-state=done]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Answer_WithoutRequests_SaysNothing()
    {
        var line = Render(1.1f);
        asked[0].Answer.SetResult(new WeightEffect(0, 0, null));
        line.WaitForAssertion(() => Assert.Empty(line.FindAll("[data-testid=weight-effect]")));
    }

    [Fact]
    public void Value_ChangedBeforeTheAnswer_CancelsAndAsksAnew()
    {
        var line = Render(1.1f);
        line.Render(p => p.Add(x => x.Value, 1.1f)); // nothing new
        Assert.Single(asked);

        line.Render(p => p.Add(x => x.Value, 0.2f));

        line.WaitForAssertion(() => Assert.Equal([1.1f, 0.2f], asked.Select(ask => ask.Value)));
        Assert.True(asked[0].Cancellation.IsCancellationRequested);
        asked[1].Answer.SetResult(new WeightEffect(10, 9, 3));
        line.WaitForAssertion(() => Assert.Equal("-0.20 lifts what is bought, carted and viewed less over the last weeks: median +3 positions on the last 10 requests", line.Find("[data-testid=weight-effect]").TextContent.Replace('−', '-')));
    }
}
