using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

public sealed class BanditPlanTests
{
    static Experiment Sound => SampleBandits.Draft;

    [Fact]
    public void Problems_SoundBandit_HasNoneAndComesBackAsJson()
    {
        Assert.Empty(Sound.Problems());
        var running = ExperimentCourse.Update(SampleExperiments.Started(Sound), [0.1, 0.9], [0.0123, 0.9877], SampleExperiments.Began.AddHours(6));
        var again = ExperimentJson.Read(ExperimentJson.Write(running));

        Assert.Equal(running.Bandit, again.Bandit);
        Assert.Equal([0.0123, 0.9877], again.Phase!.Best.ToArray());
        Assert.Equal(ExperimentJson.Write(running), ExperimentJson.Write(again));
    }

    public static TheoryData<string, Func<Experiment, Experiment>> Faults => new()
    {
        { "Only a bandit has a plan of shares", one => one with { Method = ExperimentMethod.Split } },
        { "bandit holds floor, updateMinutes and leastUnits, such as 0.1, 360 and 100", one => one with { Bandit = null } },
        { "with 2 arms, up to 0.5; it is 0.6", one => one with { Bandit = new() { Floor = 0.6 } } },
        { "lies above 0", one => one with { Bandit = new() { Floor = 0 } } },
        { "every minute or more rarely", one => one with { Bandit = new() { UpdateMinutes = 0 } } },
        { "two units or more, mostly 100; leastUnits is 1", one => one with { Bandit = new() { LeastUnits = 1 } } },
        { "they are over after 4.167 days; the plan runs up to 28: update every 101 minutes", one => one with { Bandit = new() { UpdateMinutes = 15 } } },
        { "ClickThrough is a ratio", one => one with { Metrics = one.Metrics.Insert(0, MetricPresets.Of(ShopMetric.ClickThrough)) } },
        { "Conversion is better when lower", one => one with { Metrics = [one.Metrics[0] with { HigherIsBetter = false }] } },
        { "'Other' begins with the share 0.05, below the floor of 0.1", one => one with { Variants = [one.Variants[0] with { Weight = 0.95 }, one.Variants[1] with { Weight = 0.05 }] } },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Problems_FaultyBandit_SaysWhatWouldBeRight(string said, Func<Experiment, Experiment> change) =>
        Assert.Contains(change(Sound).Problems(), problem => problem.Contains(said, StringComparison.Ordinal));

    [Fact]
    public void Refusal_SplitByHand_NamesWhatToDoInstead()
    {
        var running = SampleExperiments.Started(Sound);

        Assert.Contains("is a bandit and shares out its traffic itself", ExperimentCourse.Refusal(running, CourseStep.Split), StringComparison.Ordinal);
        Assert.Null(ExperimentCourse.Refusal(running, CourseStep.Ramp));
        Assert.Null(ExperimentCourse.Refusal(running, CourseStep.Update));
        Assert.Contains("paused", ExperimentCourse.Refusal(ExperimentCourse.Pause(running, SampleExperiments.Began), CourseStep.Update), StringComparison.Ordinal);
        Assert.Contains("is no bandit", ExperimentCourse.Refusal(SampleExperiments.Running(), CourseStep.Update), StringComparison.Ordinal);
    }

    [Fact]
    public void Update_NextPeriod_HasASeedOfItsOwnAndKeepsTheTraffic()
    {
        var running = SampleExperiments.Started(Sound, share: 0.25);
        var next = ExperimentCourse.Update(running, [0.2, 0.8], [0.1, 0.9], SampleExperiments.Began.AddHours(6));

        Assert.Equal((2, 0.25, "bandit/2"), (next.Phase!.Number, next.Phase.Share, next.Phase.Seed));
        Assert.Equal(SampleExperiments.Began.AddHours(6), next.Phases[0].EndedAt);
        Assert.Equal([0.2, 0.8], next.Phase.Weights.ToArray());
        Assert.Equal(running.Variants, next.Variants);
    }

    [Fact]
    public void Next_RampOfABandit_IsHeldThroughItsPeriods()
    {
        var began = SampleExperiments.Began;
        var experiment = SampleExperiments.Started(Sound with { Plan = Sound.Plan with { RampSteps = [0.1, 1], HoldHours = 24 } }, share: 0.1);
        for (var hours = 6; hours <= 18; hours += 6) experiment = ExperimentCourse.Update(experiment, [0.5, 0.5], [0.5, 0.5], began.AddHours(hours));
        var seen = BanditAnalysis.Run(experiment, [.. experiment.Phases.Select(phase => new PhaseLedger(experiment, phase).With(0, 5, 1, 1, began.AddHours(24)))], began.AddHours(24)).Results;

        Assert.Equal(began.AddHours(24), RampPolicy.Next(experiment, seen, began.AddHours(23)).At);
        Assert.Equal((RampAction.Step, 1), (RampPolicy.Next(experiment, seen, began.AddHours(24)).Action, RampPolicy.Next(experiment, seen, began.AddHours(24)).Share));
    }
}
