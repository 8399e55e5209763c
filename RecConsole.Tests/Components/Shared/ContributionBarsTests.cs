using System.Globalization;
using Bunit;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Tests.Components.Shared;

public sealed class ContributionBarsTests
{
    [Fact]
    public void Render_Terms_ShowSignedFiguresThatAddUpToTheScore()
    {
        using var context = new BunitContext();

        var bars = Render(context, new() { ["relevance"] = 1.2344f, ["popularity"] = -0.2344f, ["newness"] = 0.0003f }, 1.0003f);

        var figures = bars.FindAll("[data-term] .num").Select(cell => Figure(cell.TextContent)).ToList();
        Assert.Equal(["+1.234", "−0.234"], bars.FindAll("[data-term] .num").Select(cell => cell.TextContent));
        Assert.Equal(Figure(bars.Find("[data-testid=lab-score]").TextContent), figures.Sum(), 9);
    }

    [Fact]
    public void Render_Signs_PointBarsToTheirSide()
    {
        using var context = new BunitContext();

        var bars = Render(context, new() { ["relevance"] = 2, ["margin"] = -1 }, 1);

        Assert.Equal("width:50%", bars.Find("[data-term=relevance] .positive").GetAttribute("style"));
        Assert.Equal("width:25%", bars.Find("[data-term=margin] .negative").GetAttribute("style"));
    }

    [Fact]
    public void Render_TermsOfZero_AreNamedWithoutABar()
    {
        using var context = new BunitContext();

        var bars = Render(context, new() { ["relevance"] = 0, ["popularity"] = 1 }, 1);

        Assert.Single(bars.FindAll("[data-term]"));
        Assert.Contains("relevance", bars.Find(".term-silent").TextContent, StringComparison.Ordinal);
    }

    static IRenderedComponent<ContributionBars> Render(BunitContext context, Dictionary<string, float> contributions, float score) =>
        context.Render<ContributionBars>(parameters => parameters
            .Add(bars => bars.Contributions, contributions)
            .Add(bars => bars.Score, score)
            .Add(bars => bars.Scale, 2));

    static double Figure(string text) => double.Parse(text.Replace('−', '-'), CultureInfo.InvariantCulture);
}
