using Bunit;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class WeightSlidersTests : IDisposable
{
    static readonly StrategyRevision Live = StrategyStore.FirstDefault;

    readonly BunitContext context = new();
    readonly List<StudioEdit> edits = [];
    readonly List<StrategyRevision> slides = [];

    public WeightSlidersTests()
    {
        context.Services.AddSingleton(new SignalCatalog(["weight"]));
        context.JSInterop.Mode = JSRuntimeMode.Loose;
    }

    public void Dispose() => context.Dispose();

    IRenderedComponent<WeightSliders> Render(StrategyRevision draft, bool bounds = false, bool enabled = true) => context.Render<WeightSliders>(p => p
        .Add(s => s.Live, Live).Add(s => s.Draft, draft).Add(s => s.Shown, draft).Add(s => s.ShowsBounds, bounds).Add(s => s.IsEnabled, enabled).Add(s => s.Missing, enabled ? null : "Merchandisers may.")
        .Add(s => s.OnSlide, next => { slides.Add(next); return Task.CompletedTask; })
        .Add(s => s.OnEdit, edits.Add));

    [Fact]
    public void Render_EveryWeight_HasALabelledSliderWithASentence()
    {
        var sliders = Render(Live);

        var keys = sliders.FindAll("[data-testid=weight]").Select(weight => weight.GetAttribute("data-weight"));
        Assert.Equal(WeightKeys.All(new SignalCatalog(["weight"])), keys);
        foreach (var weight in sliders.FindAll("[data-testid=weight]"))
        {
            var range = weight.QuerySelector("input[type=range]")!;
            Assert.NotNull(weight.QuerySelector($"label[for='{range.Id}']"));
            Assert.NotEqual("", weight.QuerySelector("#" + range.GetAttribute("aria-describedby"))!.TextContent);
        }
    }

    [Fact]
    public async Task Slide_APosition_IsShownAndNotKept()
    {
        var sliders = Render(Live);

        await sliders.InvokeAsync(() => sliders.Instance.Slide("margin", 0.7));
        await sliders.InvokeAsync(() => sliders.Instance.Slide("noSuchWeight", 0.7));
        await sliders.InvokeAsync(() => sliders.Instance.Slide("margin", double.NaN));

        Assert.Equal([0.7f], slides.Select(next => next.Weight("margin")));
        Assert.Empty(edits);
    }

    [Theory]
    [InlineData("0.75", 0.75f)]
    [InlineData("9", 3f)] // the bounds that a signal has without a word
    [InlineData("-9", -3f)]
    public void Number_Typed_IsKeptInsideTheBounds(string typed, float kept)
    {
        var sliders = Render(Live);

        sliders.Find("[data-weight=margin] [data-testid=weight-number]").Change(typed);

        Assert.Equal(kept, Assert.Single(edits).Next.Weight("margin"));
        var said = sliders.Find("[data-weight=margin] [data-testid=weight-said]");
        Assert.Equal("status", said.GetAttribute("role"));
        Assert.Equal(typed != "0.75", said.TextContent.Contains("usual bounds", StringComparison.Ordinal));
    }

    [Fact]
    public void Number_Emptied_StaysAndSaysSo()
    {
        var sliders = Render(Live);

        sliders.Find("[data-weight=popularity] [data-testid=weight-number]").Change("");

        Assert.Contains("it stays 0.4", sliders.Find("[data-weight=popularity] [data-testid=weight-said]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Reset_AChangedWeight_GoesBackToLive()
    {
        var sliders = Render(Live.WithWeight("popularity", 1.5f));
        Assert.Equal("+1.10", sliders.Find("[data-weight=popularity] [data-testid=weight-delta]").TextContent);

        sliders.Find("[data-weight=popularity] [data-testid=weight-reset]").Click();

        Assert.Equal(Live.Weight("popularity"), Assert.Single(edits).Next.Weight("popularity"));
        Assert.Single(sliders.FindAll("[data-testid=weight-reset]"));
    }

    [Fact]
    public void Bounds_DrawnPastTheWeight_StopAtIt()
    {
        var sliders = Render(Live, bounds: true);

        sliders.Find("[data-testid=bounds][data-weight=popularity] [data-testid=bounds-max]").Change("0.1");

        Assert.Equal(new WeightBounds(-3, 0.4f), Assert.Single(edits).Next.Bounds["popularity"]);
        Assert.Contains("stops at the weight", sliders.Find("[data-weight=popularity] [data-testid=bounds-said]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disabled_NobodyWhoMayEdit_MovesNothing()
    {
        var sliders = Render(Live, enabled: false);

        await sliders.InvokeAsync(() => sliders.Instance.Slide("margin", 0.7));

        Assert.Empty(slides);
        Assert.All(sliders.FindAll("input"), input => Assert.True(input.HasAttribute("disabled")));
        Assert.All(sliders.FindAll("input"), input => Assert.Equal("Merchandisers may.", input.GetAttribute("title")));
    }
}
