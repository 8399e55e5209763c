using Bunit;
using Microsoft.AspNetCore.Components.Web;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Ranking;
using RecConsole.Web.Components.Lab;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Lab;

public sealed class LabPartsTests : IDisposable
{
    readonly RankingCase shop = new(items: 60, dimensions: 4);
    readonly BunitContext context = new();
    readonly Recommender recommender;
    readonly LabBench bench;

    public LabPartsTests()
    {
        recommender = new Recommender(shop.Ranker, new SlateBuilder(new SlateOptions()), new SlateRecorder(new SlateQueue(new SlateOptions()), new SlateOptions()), new RevisionRouter(new StrategyStore(), new ExperimentStore()), new Audience(shop.Sessions, shop.Segments), shop.Time);
        bench = new LabBench(recommender, shop.Ranker, new EventValidator(shop.Time), new EventQueue(10), shop.Catalog, shop.Time);
        context.Services.AddSingleton(shop.Catalog);
        context.Services.AddSingleton(new StudioShoppers(new LabPersonas(shop.Catalog, new ShopStatus(), new ShopClock(shop.Time)), shop.Sessions, shop.Time));
    }

    public void Dispose() => context.Dispose();

    /// <summary>Two views and a search; the other side without popularity.</summary>
    LabPlay Play()
    {
        var script = new LabScript(SessionState.Empty, new UserId("lab-1"), new SessionId("lab-1"), []);
        foreach (var act in new[] { new LabAct(EventKind.View, new ItemId("i1")), new LabAct(EventKind.View, new ItemId("i2")), new LabAct(EventKind.Search, null, "red kettle") })
            script = script.Branch(script.Count, act, RankingCase.Now, loggedMs: 12.5);
        var other = new StrategyRevision("other", 1, new Dictionary<string, float> { ["newness"] = 1 });
        return new LabPlay(bench, script, new LabScene("home", 6, [new PlayedArm(StrategyStore.FirstDefault), new PlayedArm(other)]));
    }

    [Fact]
    public async Task Compare_TwoSides_SayWhatIsDroppedAndHowFarTheRestMoved()
    {
        var step = await Play().ShowAsync(2, CancellationToken.None);
        var acts = new List<(EventKind, SlateItem)>();

        var sides = context.Render<LabCompare>(p => p.Add(x => x.Step, step).Add(x => x.SideWords, "default, live").Add(x => x.OtherWords, "other, draft")
            .Add(x => x.CanAct, true).Add(x => x.OnAct, acts.Add));

        var dropped = step.Versus.Count(move => move.Kind == MoveKind.Out);
        Assert.InRange(dropped, 1, 6);
        Assert.Equal(dropped, sides.FindAll("[data-testid=lab-side] .movement").Count);
        Assert.All(sides.FindAll("[data-testid=lab-side] .movement"), badge => Assert.Contains("out", badge.ClassList));
        Assert.Equal(step.Other!.Items.Count, sides.FindAll("[data-testid=lab-other] .movement").Count);
        Assert.Equal(["default, live", "other, draft"], sides.FindAll("h2").Select(title => title.TextContent));
        Assert.Equal(12, sides.FindAll("[data-testid=lab-terms]").Count);
        sides.Find("[data-testid=lab-other] [data-testid=lab-cart]").Click();
        Assert.Equal((EventKind.AddToCart, step.Other.Items[0]), Assert.Single(acts));
    }

    [Fact]
    public async Task Compare_WhileResting_ActsOnNothing()
    {
        var acts = 0;
        var sides = context.Render<LabCompare>(p => p.Add(x => x.SideWords, "a").Add(x => x.OtherWords, "b").Add(x => x.OnAct, _ => acts++)
            .Add(x => x.Step, Play().ShowAsync(1, CancellationToken.None).GetAwaiter().GetResult()));

        sides.Find("[data-testid=lab-buy]").Click();
        await sides.Find("[data-testid=lab-card]").KeyDownAsync(new KeyboardEventArgs { Key = "b" });

        Assert.Equal(0, acts);
    }

    [Fact]
    public async Task Timeline_StepBack_KeepsWhatIsAheadAndTellsWhatIsNotMadeYet()
    {
        var play = Play();
        await play.ShowAsync(1, CancellationToken.None);
        await play.ShowAsync(2, CancellationToken.None);
        var chosen = new List<int>();

        var timeline = context.Render<LabTimeline>(p => p.Add(x => x.Play, play).Add(x => x.At, 2).Add(x => x.OnStep, chosen.Add));

        var steps = timeline.FindAll("[data-testid=lab-step]");
        Assert.Equal(["4", "3", "2", "1"], steps.Select(step => step.GetAttribute("data-step")));
        Assert.Equal([true, true, false, false], steps.Select(step => step.ClassList.Contains("is-ahead")));
        Assert.Equal("step", steps[2].GetAttribute("aria-current"));
        Assert.Contains("Searched “red kettle”", steps[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("…", steps[0].TextContent, StringComparison.Ordinal);
        Assert.EndsWith("new", steps[2].TextContent.Trim(), StringComparison.Ordinal);
        steps[0].Click();
        Assert.Equal([4], chosen);
    }

    [Fact]
    public async Task StepLine_FirstAndLast_OfferOnlyTheWayThatThereIs()
    {
        var play = Play();
        var stepped = new List<int>();
        var line = context.Render<LabStepLine>(p => p.Add(x => x.Step, play.ShowAsync(1, CancellationToken.None).GetAwaiter().GetResult()).Add(x => x.Steps, 4).Add(x => x.PaceSeconds, 2).Add(x => x.OnStep, stepped.Add));
        Assert.True(line.Find("[data-testid=lab-back]").HasAttribute("disabled"));
        line.Find("[data-testid=lab-forth]").Click();

        var last = await play.ShowAsync(4, CancellationToken.None);
        line.Render(p => p.Add(x => x.Step, last));

        Assert.True(line.Find("[data-testid=lab-forth]").HasAttribute("disabled"));
        Assert.Contains("event logged in 12.5 ms", line.Markup, StringComparison.Ordinal);
        Assert.Contains("slates in", line.Markup, StringComparison.Ordinal);
        Assert.Equal("4 / 4", line.Find("[data-testid=lab-at]").TextContent);
        Assert.Equal([2], stepped);
    }

    [Fact]
    public void Visits_SearchedFor_ShowThoseThatFitAndLeadOnWhereNoneDoes()
    {
        StudioShopper? opened = null;
        var visits = context.Render<LabVisits>(p => p.Add(x => x.OnOpen, who => opened = who));
        visits.WaitForElement("[data-testid=lab-visit]");

        visits.Find("[data-testid=lab-visit-search]").Input("S-U4");
        visits.WaitForState(() => visits.FindAll("[data-testid=lab-visit]").All(visit => visit.GetAttribute("data-visit")!.StartsWith("s-u4", StringComparison.Ordinal)));
        visits.Find("[data-visit=s-u4]").Click();
        Assert.Equal(new StudioShopper(StudioShopperKind.Session, "s-u4"), opened);

        visits.Find("[data-testid=lab-visit-search]").Input("nobody");
        visits.WaitForState(() => visits.FindAll("[data-testid=lab-visit]").Count == 0);
        Assert.Contains("Part of an id is enough", visits.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Setup_Choices_BecomeTheAddress()
    {
        LabAddress? next = null;
        var address = new LabAddress { Who = new StudioShopper(StudioShopperKind.Session, "gone"), Began = 5, At = 2 };
        var setup = context.Render<LabSetup>(p => p.Add(x => x.Address, address).Add(x => x.Personas, []).Add(x => x.Latest, [(new UserId("u1"), shop.Shopper(1))])
            .Add(x => x.Choices, [new LabArmChoice(LabArm.Live, "default", "live (revision 1)"), new LabArmChoice(new LabArm("default", IsDraft: true), "default", "draft of Ann")])
            .Add(x => x.Models, ["m-1", "m-2"]).Add(x => x.Recognise, id => id == "u1" ? new StudioShopper(StudioShopperKind.User, "u1") : null).Add(x => x.OnChange, changed => next = changed));
        Assert.Equal("session:gone", setup.Find("[data-testid=lab-shopper]").GetAttribute("value"));

        setup.Find("[data-testid=lab-b]").Change("default@draft");
        Assert.Equal(address with { Other = new LabArm("default", IsDraft: true) }, next);
        setup.Find("[data-testid=lab-a-model]").Change("m-2");
        Assert.Equal(address with { Side = LabArm.Live with { Model = "m-2" } }, next);
        setup.Find("[data-testid=lab-shopper]").Change("user:u1");
        Assert.Equal("lab?as=user%3Au1", next!.Path);

        setup.Find("[data-testid=lab-shopper-id]").Change("nobody");
        setup.Find("form").Submit();
        Assert.Contains("neither a shopper nor a visit 'nobody'", setup.Find("[data-testid=lab-id-problem]").TextContent, StringComparison.Ordinal);
    }
}
