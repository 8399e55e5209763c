using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Experiments;

public sealed class AssignerTests
{
    const int Units = 1_000_000;

    static readonly string[] Shoppers = [.. Enumerable.Range(0, Units).Select(i => "u" + i.ToString(CultureInfo.InvariantCulture))];

    static readonly double[] Split = [0.5, 0.3, 0.2];

    static Experiment Three(string key, double share, params string[] placements) => SampleExperiments.Started(SampleExperiments.Draft(key, placements) with
    {
        Variants = [new Variant("A", "default", Split[0]), new Variant("B", "other", Split[1]), new Variant("C", "third", Split[2])],
    }, share);

    static int[] Assign(Assigner assigner, string placement) => [.. Shoppers.Select(unit => assigner.Assign(unit, null, placement, null)?.Index ?? -1)];

    /// <summary>Seeds are the keys, so the outcome is the same at every run; the bound is that of a one in a thousand alarm.</summary>
    [Fact]
    public void Assign_AMillionUnits_GivesTheSharesAndNoMore()
    {
        var arms = Assign(new Assigner([Three("shares", 0.4)]), "home");

        var counts = Enumerable.Range(0, 3).Select(arm => (long)arms.Count(one => one == arm)).ToArray();
        Assert.True(SampleRatioTest.PValue(counts, Split) > 0.001, $"shares are {string.Join(", ", counts)}");
        Assert.True(SampleRatioTest.PValue([counts.Sum(), Units - counts.Sum()], [0.4, 0.6]) > 0.001, $"{counts.Sum()} entered");
    }

    [Fact]
    public void Assign_TwoExperiments_AreIndependent()
    {
        var assigner = new Assigner([Three("first", 0.8, "home"), Three("second", 1, "cart")]);

        var (one, two) = (Assign(assigner, "home"), Assign(assigner, "cart"));
        var cells = new long[16];
        for (var i = 0; i < Units; i++) cells[(one[i] + 1) * 4 + (two[i] < 0 ? 0 : two[i] - 2)]++;
        // arms of the second are 3, 4, 5: all units enter it, so that its column 0 is empty
        double[] rows = [0.2, .. Split.Select(share => 0.8 * share)];
        var (expected, observed) = (new List<double>(), new List<long>());
        for (var row = 0; row < 4; row++)
            for (var column = 0; column < 3; column++)
            {
                expected.Add(rows[row] * Split[column]);
                observed.Add(cells[row * 4 + column + 1]);
            }
        Assert.Equal(Units, observed.Sum());
        Assert.True(SampleRatioTest.PValue([.. observed], [.. expected]) > 0.001, string.Join(", ", observed));
    }

    [Fact]
    public void Assign_PhasesOfOneExperiment_AreIndependent()
    {
        var (first, second) = (SampleExperiments.Running("again"), ExperimentCourse.Split(SampleExperiments.Running("again"), [0.4, 0.6], SampleExperiments.Began.AddDays(1)));

        var (one, two) = (Assign(new Assigner([first]), "home"), Assign(new Assigner([second]), "home"));
        var observed = new long[4];
        for (var i = 0; i < Units; i++) observed[one[i] * 2 + two[i]]++;
        Assert.True(SampleRatioTest.PValue(observed, [0.2, 0.3, 0.2, 0.3]) > 0.001, string.Join(", ", observed));
    }

    [Fact]
    public void Assign_PartsOfALayer_ShareNoUnit()
    {
        var assigner = new Assigner([
            SampleExperiments.Started(SampleExperiments.Draft("low", "home") with { Layer = new LayerSlice("checkout", 0, 0.4) }),
            SampleExperiments.Started(SampleExperiments.Draft("high", "cart") with { Layer = new LayerSlice("checkout", 0.4, 1) }),
        ]);

        var (low, high) = (Assign(assigner, "home"), Assign(assigner, "cart"));
        long both = 0, inLow = 0, inHigh = 0;
        for (var i = 0; i < Units; i++)
        {
            if (low[i] >= 0) inLow++;
            if (high[i] >= 0) inHigh++;
            if (low[i] >= 0 && high[i] >= 0) both++;
        }
        Assert.Equal(0, both);
        Assert.Equal(Units, inLow + inHigh);
        Assert.True(SampleRatioTest.PValue([inLow, inHigh], [0.4, 0.6]) > 0.001, $"{inLow} and {inHigh}");
    }

    [Fact]
    public void Assign_SameRequests_EarlierExperimentKeepsItsUnits()
    {
        var first = SampleExperiments.Running("first", 0.3);
        var later = SampleExperiments.Started(SampleExperiments.Draft("a-later-one") with { Layer = new LayerSlice("other", 0, 1) }, 1, SampleExperiments.Began.AddHours(1));

        var alone = Assign(new Assigner([first]), "home");
        var both = new Assigner([later, first]);
        var counts = new long[2];
        for (var i = 0; i < 100_000; i++)
        {
            var arm = both.Assign(Shoppers[i], null, "home", null)!;
            if (alone[i] >= 0) Assert.Equal(("first", alone[i]), (arm.Experiment, arm.Index));
            else counts[arm.Variant == "Control" ? 0 : 1]++;
        }
        Assert.True(SampleRatioTest.PValue(counts, [1, 1]) > 0.001, string.Join(", ", counts));
    }

    [Fact]
    public void Assign_MoreTraffic_MovesNobody()
    {
        int[] was = [.. Enumerable.Repeat(-1, Units)];
        var entered = 0;
        foreach (var share in AnalysisPlan.Default.RampSteps)
        {
            var now = Assign(new Assigner([Three("ramp", share)]), "home");
            for (var i = 0; i < Units; i++)
                if (was[i] >= 0) Assert.Equal(was[i], now[i]);
            var count = now.Count(arm => arm >= 0);
            Assert.True(count > entered, $"{count} at {share}");
            (was, entered) = (now, count);
        }
        Assert.Equal(Units, entered);
    }

    [Fact]
    public void Assign_Holdout_SeesWhatIsLiveAndGrowsOnly()
    {
        var experiment = SampleExperiments.Running();
        var (small, large) = (new Assigner([experiment], 0.05), new Assigner([experiment], 0.1));

        long held = 0;
        foreach (var unit in Shoppers)
        {
            var isHeld = small.IsHeldOut(unit);
            Assert.Equal(isHeld, small.Assign(unit, null, "home", null) is null);
            if (!isHeld) continue;
            held++;
            Assert.Null(large.Assign(unit, null, "home", null));
        }
        Assert.True(SampleRatioTest.PValue([held, Units - held], [0.05, 0.95]) > 0.001, $"{held} are held out");
    }

    [Fact]
    public void Assign_Forced_ComesBeforeEverythingAndCountsInNoPhase()
    {
        var experiment = SampleExperiments.Running(share: 0.01) with { Forced = SampleExperiments.Draft().Forced.Add("qa", "Other"), Segment = "vip" };
        var held = new Assigner([experiment], 0.5);

        var arm = held.Assign("qa", "s1", "home", null)!;
        Assert.Equal(("Other", (int?)null), (arm.Variant, arm.Phase));
        Assert.Null(held.Assign(null, "qa", "home", null)); // a session is not a shopper of that name
        Assert.Equal("Other", new Assigner([experiment with { Status = ExperimentStatus.Draft, Phases = [] }]).Assign("qa", null, "home", null)!.Variant);
        Assert.Null(new Assigner([experiment with { Status = ExperimentStatus.Stopped }]).Assign("qa", null, "home", null));
    }

    [Fact]
    public void Assign_RequestOutsideTheScope_SeesWhatIsLive()
    {
        var experiment = SampleExperiments.Running("scope", 1, "home") with { Segment = "New" };
        var assigner = new Assigner([experiment]);

        Assert.NotNull(assigner.Assign("u1", null, "home", "new"));
        Assert.Null(assigner.Assign("u1", null, "home", null));
        Assert.Null(assigner.Assign("u1", null, "cart", "new"));
        Assert.Null(assigner.Assign(null, "s1", "home", "new"));
        Assert.NotNull(new Assigner([experiment with { Unit = ExperimentUnit.Session }]).Assign(null, "s1", "home", "new"));
        Assert.Null(new Assigner([ExperimentCourse.Pause(experiment, SampleExperiments.Began)]).Assign("u1", null, "home", "new"));
    }

    [Fact]
    public void Assign_Anybody_AllocatesNothing()
    {
        var assigner = new Assigner([
            SampleExperiments.Running("first", 0.2) with { Forced = SampleExperiments.Draft().Forced.Add("qa", "Other") },
            SampleExperiments.Started(SampleExperiments.Draft("second") with { Layer = new LayerSlice("other", 0.1, 0.9) }),
        ], 0.05);
        foreach (var unit in Shoppers.AsSpan(0, 1000)) assigner.Assign(unit, "s1", "home", "new");

        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var unit in Shoppers.AsSpan(0, 1000)) assigner.Assign(unit, "s1", "home", "new");
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
