using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Impact;

public sealed class ImpactStudyTests(Xunit.Abstractions.ITestOutputHelper output)
{
    /// <summary>
    /// Logs of 1,500 slates of 25 shops, four drafts each (drafts on one log share its luck, so many logs say more than many
    /// drafts): the interval of the doubly robust estimate covers what the draft truly earns, and at least half get a figure.
    /// </summary>
    [Fact]
    public async Task Run_HundredRandomDrafts_IntervalsCoverTheTruth()
    {
        int given = 0, covered = 0, changeCovered = 0, total = 0;
        for (ulong seed = 1; seed <= 25; seed++)
        {
            var log = new SimulatedLog(seed);
            var live = SimulatedLog.Live(temperature: 0.4f); // as the demo shop's
            var traffic = await log.ServeAsync(live, 1_500);
            var liveTruth = await log.TrueCtrAsync(live);
            for (var n = 0; n < 4; n++)
            {
                var draft = log.RandomDraft(live, 0.3f);
                var report = log.Study.Run(live, draft, traffic with { Requests = traffic.Requests.Take(64).ToArray() });
                total++;
                if (!report.Estimates.TryGetValue(Reward.Ctr, out var ctr)) continue;
                given++;
                var truth = await log.TrueCtrAsync(draft);
                if (ctr.Dr.Lower <= truth && truth <= ctr.Dr.Upper) covered++;
                if (ctr.Change.Lower <= truth - liveTruth && truth - liveTruth <= ctr.Change.Upper) changeCovered++;
                output.WriteLine(FormattableString.Invariant($"{seed} {report.Support!.Verdict} ess {report.Support.EffectiveSlates:n0} unsupported {report.Support.UnsupportedMass:p1} truth {truth:p2} dr {ctr.Dr.Value:p2} [{ctr.Dr.Lower:p2}, {ctr.Dr.Upper:p2}] dm {ctr.Dm.Value:p2} ips {ctr.Ips.Value:p2} change {truth - liveTruth:p3} est {ctr.Change.Value:p3} [{ctr.Change.Lower:p3}, {ctr.Change.Upper:p3}]"));
            }
        }
        output.WriteLine($"given {given} of {total}, covered {covered}, change covered {changeCovered}");
        Assert.True(given >= total / 2, $"{given} of {total} drafts got a figure");
        Assert.True(covered >= 0.9 * given, $"{covered} of {given} intervals hold the truth");
        Assert.True(changeCovered >= 0.9 * given, $"{changeCovered} of {given} intervals of the change hold the truth");
    }

    [Fact]
    public async Task Run_NearlyDeterministicLog_GivesNoFigure()
    {
        var log = new SimulatedLog(9);
        var live = SimulatedLog.Live(temperature: 0.002f);
        var traffic = await log.ServeAsync(live, 400);
        for (var n = 0; n < 10; n++)
        {
            var report = log.Study.Run(live, log.RandomDraft(live, 0.3f), traffic);
            Assert.Equal(OffPolicyVerdict.NotSupported, report.Support!.Verdict);
            Assert.Empty(report.Estimates);
            Assert.StartsWith("Not supported", report.EstimateSentence, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Run_DraftThatIsLive_ChangesNothingExactly()
    {
        var log = new SimulatedLog(5);
        var live = SimulatedLog.Live(temperature: 0.4f, share: 0.5f);
        var traffic = await log.ServeAsync(live, 300);
        var report = log.Study.Run(live, live.WithNumber(2), traffic);
        Assert.Equal((0, 0, 1.0), (report.ChangedTop1, report.ChangedTop10, Math.Round(report.RankBiasedOverlap, 9)));
        Assert.Equal(0, report.Entered);
        Assert.Equal([0], report.Moves.Keys);
        Assert.Empty(report.MostChanged);
        Assert.Equal(0, report.Support!.UnsupportedMass);
        Assert.Equal(300, report.Support.EffectiveSlates, 1e-6);
        Assert.Equal(1, report.Support.MaxWeight, 1e-6);
        foreach (var estimate in report.Estimates.Values)
        {
            Assert.Equal(0, estimate.Change.Value, 1e-9);
            Assert.Equal(estimate.Logged.Value, estimate.Ips.Value, 1e-9);
            Assert.Equal(estimate.Logged.Value, estimate.Snips.Value, 1e-9);
        }
        foreach (var shares in report.Exposure.Values)
        {
            Assert.All(shares, share => Assert.Equal(share.Live, share.Draft));
            Assert.Equal(1, shares.Sum(share => share.Live), 1e-9);
        }
    }

    [Fact]
    public async Task Run_RequestsThatAskTheSame_CountEach()
    {
        var log = new SimulatedLog(11);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var traffic = await log.ServeAsync(live, 40);
        var draft = log.RandomDraft(live, 0.3f);
        var once = log.Study.Run(live, draft, traffic);
        var twice = log.Study.Run(live, draft, traffic with { Requests = [.. traffic.Requests, .. traffic.Requests] });
        Assert.Equal(80, twice.Requests);
        Assert.Equal((once.ChangedTop1, once.ChangedTop10), (twice.ChangedTop1, twice.ChangedTop10));
        Assert.Equal(once.RankBiasedOverlap, twice.RankBiasedOverlap, 1e-9);
        Assert.Equal(once.Moves.ToDictionary(move => move.Key, move => 2 * move.Value), twice.Moves.ToDictionary());
        Assert.Equal(2 * once.Entered, twice.Entered);
    }

    /// <summary>Shoppers on different pages, and chance of their own, are told apart: one by one gives the same as all at once.</summary>
    [Fact]
    public async Task Run_RequestsOfOneShopperOnSeveralPages_AreEachTheirOwn()
    {
        var log = new SimulatedLog(12);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var draft = log.RandomDraft(live, 0.3f);
        var query = (await log.ServeAsync(live, 1)).Requests[0].Query;
        TrafficRequest[] requests =
        [
            .. new[] { RequestContext.None, new RequestContext { ItemId = new("i3") }, new RequestContext { Category = "c1" }, new RequestContext { ItemId = new("i4") } }
                .SelectMany((context, n) => Enumerable.Range(0, 3).Select(seed => new TrafficRequest(query with { Context = context }, 8, (ulong)(n * 10 + seed), $"v{n}{seed}"))),
        ];
        var together = log.Study.Run(live, draft, new ImpactTraffic(requests, [], null, ""));
        var apart = requests.Select(request => log.Study.Run(live, draft, new ImpactTraffic([request], [], null, ""))).ToArray();
        Assert.Equal(apart.Sum(report => report.Entered), together.Entered);
        Assert.Equal(apart.Average(report => report.RankBiasedOverlap), together.RankBiasedOverlap, 1e-9);
        Assert.Equal(apart.Sum(report => report.Moves.GetValueOrDefault(0)), together.Moves.GetValueOrDefault(0));
        foreach (var share in together.Exposure[ExposureField.Category])
            Assert.Equal(apart.Average(report => report.Exposure[ExposureField.Category].Where(one => one.Group == share.Group).Sum(one => one.Draft)), share.Draft, 1e-9);
    }

    [Fact]
    public async Task Run_RulesOfTheDraft_MoveWhatTheyShould()
    {
        var log = new SimulatedLog(6);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var traffic = await log.ServeAsync(live, 300);
        var draft = live.WithRule(new StrategyRule("no-b1", RuleKind.Hide) { Items = new ItemCondition { Brands = ["b1"] } })
            .WithRule(new StrategyRule("more-b2", RuleKind.Boost) { Items = new ItemCondition { Brands = ["b2"] }, Strength = 0.4f });
        var report = log.Study.Run(live, draft, traffic);
        var brands = report.Exposure[ExposureField.Brand].ToDictionary(share => share.Group);
        Assert.True(brands["b1"].Live > 0);
        Assert.Equal(0, brands["b1"].Draft);
        Assert.True(brands["b2"].Draft > brands["b2"].Live);
        Assert.True(report.Entered > 0);
        Assert.Equal(20, report.MostChanged.Count);
        Assert.True(report.MostChanged[0].RankBiasedOverlap <= report.MostChanged[^1].RankBiasedOverlap);
        Assert.NotEmpty(report.Estimates);
    }

    [Fact]
    public async Task Run_ReportsAsItGoes_AndStopsWhenAsked()
    {
        var log = new SimulatedLog(7);
        var live = SimulatedLog.Live(temperature: 0.4f);
        var traffic = await log.ServeAsync(live, 700);
        var reports = new List<ImpactReport>();
        var last = log.Study.Run(live, log.RandomDraft(live, 0.3f), traffic, new Each(reports.Add));
        Assert.Equal([128, 640], reports.Select(report => report.Requests));
        Assert.True(last.IsDone);
        Assert.All(reports, report => Assert.False(report.IsDone));

        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => log.Study.Run(live, log.RandomDraft(live, 0.3f), traffic, new Each(_ => stop.Cancel()), stop.Token));
    }

    [Fact]
    public void Run_NoSamples_GivesMovementAndSaysWhyThereIsNoEstimate()
    {
        var log = new SimulatedLog(8);
        var live = SimulatedLog.Live(temperature: 0);
        var requests = Enumerable.Range(0, 50).Select(u => new TrafficRequest(new(log.Shop.Shopper(u), live, 200) { Placement = "home" }, 8, 1, $"u{u}")).ToArray();
        var report = log.Study.Run(live, live.WithWeight("popularity", 2), new ImpactTraffic(requests, [], null, "The history was imported: it has no slates."));
        Assert.True(report.ChangedTop10 > 0.5);
        Assert.Null(report.Support);
        Assert.Empty(report.Estimates);
        Assert.Equal("The history was imported: it has no slates.", report.EstimateSentence);
    }

    sealed class Each(Action<ImpactReport> act) : IProgress<ImpactReport>
    {
        public void Report(ImpactReport value) => act(value);
    }
}
