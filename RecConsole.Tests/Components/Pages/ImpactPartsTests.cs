using AngleSharp.Dom;
using Bunit;
using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Statistics;
using RecConsole.Web.Components.Pages;

namespace RecConsole.Tests.Components.Pages;

public sealed class ImpactPartsTests : IDisposable
{
    readonly BunitContext context = new();

    public ImpactPartsTests() => context.Services.AddSingleton(TimeProvider.System);

    public void Dispose() => context.Dispose();

    static ImpactReport Report(OffPolicySupport? support = null, bool hasEstimates = false) => new()
    {
        Requests = 1_000,
        Total = 1_000,
        Logged = 1_000,
        ChangedTop1 = 0.25,
        ChangedTop10 = 0.5,
        RankBiasedOverlap = 0.8125,
        Moves = new Dictionary<int, long> { [0] = 60, [2] = 20, [-1] = 10 },
        Entered = 10,
        Support = support,
        EstimateSentence = support?.Sentence ?? "There is no estimate: the history was imported.",
        Estimates = hasEstimates
            ? new Dictionary<Reward, OffPolicyEstimates>
            {
                [Reward.Ctr] = new(new(0.10, 0.09, 0.11), new(0.12, 0.08, 0.16), new(0.12, 0.09, 0.15), new(0.13, 0.12, 0.14), new(0.12, 0.11, 0.13), new(0.02, 0.01, 0.03)),
                [Reward.Margin] = new(new(2, 1, 3), new(2, 1, 3), new(2, 1, 3), new(2, 1, 3), new(1.9, 1, 2.8), new(-0.1, -0.3, 0.1)),
            }
            : new Dictionary<Reward, OffPolicyEstimates>(),
        Exposure = new Dictionary<ExposureField, IReadOnlyList<ExposureShare>>
        {
            [ExposureField.Brand] = [.. Enumerable.Range(0, 25).Select(n => new ExposureShare($"brand-{n}", 0.04, n == 0 ? 0.06 : n == 1 ? 0.02 : 0.04))],
            [ExposureField.Category] = [new("tea", 1, 1)],
        },
    };

    [Fact]
    public void Estimates_SupportedDraft_ShowObservedDraftAndSignedChange()
    {
        var part = context.Render<ImpactEstimates>(p => p.Add(x => x.Report, Report(new OffPolicySupport(1_000, 1_000, 0.01, 3), hasEstimates: true)));

        Assert.Equal("Reliable", part.Find("[data-testid=impact-verdict]").TextContent.Trim());
        var ctr = part.FindAll("[data-reward=Ctr] td").Select(cell => cell.TextContent.Trim()).ToArray();
        Assert.Equal(["10.00%9.00 to 11.00", "12.00%11.00 to 13.00", "+20.0%+10.0 to +30.0"], ctr);
        Assert.Contains("up", part.Find("[data-reward=Ctr] .movement").ClassList);
        Assert.Contains("same", part.Find("[data-reward=Margin] .movement").ClassList); // the interval holds no change too
        Assert.Equal(["DR", "IPS", "SNIPS", "DM"], part.FindAll("[data-testid=impact-methods] th.num").Select(th => th.TextContent));
        Assert.Contains("1,000 slates or more", part.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Estimates_UnsupportedDraft_ShowTheVerdictAndNoFigure()
    {
        var part = context.Render<ImpactEstimates>(p => p.Add(x => x.Report, Report(new OffPolicySupport(1_000, 12, 0.9, 40))));

        Assert.Equal("Not supported", part.Find("[data-testid=impact-verdict]").TextContent.Trim());
        Assert.StartsWith("Not supported: the log is worth 12 slates", part.Find("[data-testid=impact-sentence]").TextContent, StringComparison.Ordinal);
        Assert.Empty(part.FindAll("table"));
    }

    [Fact]
    public void Estimates_ImportedHistory_SayWhyThereAreNone()
    {
        var part = context.Render<ImpactEstimates>(p => p.Add(x => x.Report, Report()));
        Assert.Equal("There is no estimate: the history was imported.", part.Find("[data-testid=impact-sentence]").TextContent);
        Assert.Empty(part.FindAll("[data-testid=impact-verdict], table, dl"));
    }

    [Fact]
    public void Exposure_ManyGroups_ShowTheFewThatMoveMostAndAllOnDemand()
    {
        var part = context.Render<ImpactExposure>(p => p.Add(x => x.Report, Report()));
        Assert.Equal(10, part.FindAll("tbody tr").Count);
        Assert.Equal(["brand-0", "4.00%", "6.00%", "+2.00"], Cells(part.FindAll("tbody tr")[0]));
        Assert.Equal("−2.00", Cells(part.FindAll("tbody tr")[1])[3]);

        part.Find("[data-testid=exposure-all]").Click();
        Assert.Equal(25, part.FindAll("tbody tr").Count);
        Assert.Contains("10 that change most", part.Find("[data-testid=exposure-all]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("category", "tea")]
    [InlineData("nonsense", "brand-0")]
    [InlineData("2", "brand-0")]
    public void Exposure_FieldOfTheAddress_IsChosen(string field, string first) =>
        Assert.Equal(first, Cells(context.Render<ImpactExposure>(p => p.Add(x => x.Report, Report()).Add(x => x.Field, field)).FindAll("tbody tr")[0])[0]);

    [Fact]
    public void Visits_SessionsAndShoppers_LeadIntoTheLab()
    {
        var part = context.Render<ImpactVisits>(p => p.Add(x => x.Strategy, "summer").Add(x => x.Visits, [new("s 1", "item", 0.2), new("u1", "home", 0.4, IsShopper: true)]));
        Assert.Equal(["lab?as=session%3As%201&placement=item&a=summer&b=summer%40draft", "lab?as=user%3Au1&a=summer&b=summer%40draft"], part.FindAll("[data-testid=impact-visit]").Select(link => link.GetAttribute("href")));
    }

    [Fact]
    public void Visits_ShoppersAlone_AreCalledShoppersAndToldApart()
    {
        var part = context.Render<ImpactVisits>(p => p.Add(x => x.Strategy, "summer").Add(x => x.Visits,
            [new("u1", "home", 0, IsShopper: true) { Shopper = "u1", FirstLive = "Red mug", FirstDraft = "Blue cup", Entered = 8 }, new("u2", "item", 0, IsShopper: true) { Page = "Teapot", FirstLive = "Tray", FirstDraft = "Tray", Entered = 3 }]));
        Assert.Equal("Shopper", part.Find("th").TextContent);
        Assert.Equal([["u1", "home", "Red mug → Blue cup", "8", "0.000"], ["u2", "item: Teapot", "Tray, as before", "3", "0.000"]], part.FindAll("tbody tr").Select(Cells));
    }

    [Fact]
    public void Estimates_WithoutChance_OfferIt()
    {
        var part = context.Render<ImpactEstimates>(p => p.Add(x => x.Report, Report()).Add(x => x.ChanceSetting, "strategies/summer#chance"));
        Assert.Equal("strategies/summer#chance", part.Find("[data-testid=impact-chance]").GetAttribute("href"));

        var known = context.Render<ImpactEstimates>(p => p.Add(x => x.Report, Report(new OffPolicySupport(1_000, 1_000, 0.01, 3), hasEstimates: true)).Add(x => x.ChanceSetting, "strategies/summer#chance"));
        Assert.Empty(known.FindAll("[data-testid=impact-chance]"));
    }

    [Fact]
    public void Exposure_ShopWithoutBrands_OpensOnTheFirstFieldThatDivides()
    {
        var report = Report() with
        {
            Exposure = new Dictionary<ExposureField, IReadOnlyList<ExposureShare>>
            {
                [ExposureField.Brand] = [new("none", 1, 1)],
                [ExposureField.Category] = [new("tea", 0.6, 0.5), new("cups", 0.4, 0.5)],
            },
        };
        var part = context.Render<ImpactExposure>(p => p.Add(x => x.Report, report));
        Assert.Equal(["tea", "cups"], part.FindAll("tbody tr").Select(row => Cells(row)[0]));
        Assert.Equal("Category", part.Find("[aria-current=page]").TextContent);
        Assert.EndsWith("exposure=brand", part.Find("[data-tab=brand]").GetAttribute("href"), StringComparison.Ordinal);

        part = context.Render<ImpactExposure>(p => p.Add(x => x.Report, report).Add(x => x.Field, "brand"));
        Assert.Equal("none", Cells(part.Find("tbody tr"))[0]);
    }

    [Theory]
    [InlineData(1_000, "Movement and exposure are of 1,000 logged requests.")]
    [InlineData(1, "Movement and exposure are of 1 logged request and the 999 latest other shoppers, as if each asked for a slate now.")]
    [InlineData(0, "Movement and exposure are of the 1,000 latest shoppers, as if each asked for a slate now.")]
    public void Traffic_OfWhatItIs_IsNamed(int logged, string sentence) => Assert.Equal(sentence, (Report() with { Logged = logged }).TrafficSentence);

    [Fact]
    public void MovementFigure_Report_SharesAddUpAndTheSignIsInTheLabel()
    {
        var figure = StudyFigure.Movement(Report());
        Assert.Equal(["+2", "0", "−1", "NEW"], figure.Values.Select(bar => bar.Label));
        Assert.Equal([0.2, 0.6, 0.1, 0.1], figure.Values.Select(bar => bar.Value));
        Assert.Equal(100L, figure.Rows.Sum(row => (long)row[1]));
    }

    [Fact]
    public void ParetoFigure_Points_MarkTheFrontOfTheTwoAxes()
    {
        ParetoPoint Point(double ctr, double margin, double diversity, bool isDraft = false) =>
            new(System.Collections.Immutable.ImmutableSortedDictionary<string, float>.Empty.Add("margin", (float)margin), ctr, margin, diversity, isDraft, IsOnFront: true);

        var figure = StudyFigure.Pareto([Point(0.1, 1, 0.5, isDraft: true), Point(0.2, 2, 0.4), Point(0.1, 3, 0.3)], ["margin"]);
        Assert.Equal([false, true, true], figure.Points.Select(point => point.OnPairFront));
        Assert.Equal(["draft", "1", "2"], figure.Rows.Select(row => row[0]));
        Assert.Equal(figure.Columns.Count, figure.Rows[0].Length);
    }

    static string[] Cells(IElement row) => [.. row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim())];
}
