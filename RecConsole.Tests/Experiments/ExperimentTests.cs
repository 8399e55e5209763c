using System.Text.Json;
using RecConsole.Engine.Experiments;

namespace RecConsole.Tests.Experiments;

public sealed class ExperimentTests
{
    static readonly Experiment Sound = SampleExperiments.Draft();

    [Fact]
    public void Problems_SoundDefinition_AreNone()
    {
        Assert.Empty(Sound.Problems());
        Assert.All(MetricPresets.All, preset => Assert.Empty(preset.Problems()));
        Assert.All(Enum.GetValues<MetricRole>(), role => Assert.Empty(MetricPresets.Of(ShopMetric.Revenue, role).Problems()));
    }

    [Fact]
    public void Problems_ManyFaults_AreToldAtOnce()
    {
        var broken = new Experiment("Not A Key", "")
        {
            Layer = new LayerSlice("main", 0.7, 0.2),
            Placements = [],
            Variants = [new Variant("Same", "default", 0.5), new Variant("Same", "", 0.2)],
            Metrics = [new ExperimentMetric(ShopMetric.Conversion, MetricRole.Guardrail) { Kind = MetricKind.Mean }, MetricPresets.Of(ShopMetric.AddToCart) with { WinsorPercentile = 0.99, NonInferiorityMargin = 0.1 }],
            Plan = new AnalysisPlan { Alpha = 0, Power = 1, MinimumDays = 30, MaximumDays = 7, RampSteps = [0.5, 0.1], AttributionHours = 0 },
            Forced = Sound.Forced.Add("qa", "Nobody"),
        };

        string[] expected =
        [
            "'Not A Key' is no key for an experiment", "The name of an experiment", "The part of the layer 'main' runs from 0.7 to 0.2", "1 to 50 placements", "names no strategy",
            "Two variants are called 'Same'", "together 0.7; they add up to 1", "at least one goal", "its kind is Binary, not Mean", "wants a margin", "Only a guardrail has a margin", "Only the mean of a number is cut",
            "Alpha lies above 0", "The power lies between", "at least 30 and at most 7 days", "Events count for a slate", "The ramp is 0.5, 0.1", "forced into 'Nobody'",
        ];
        var problems = broken.Problems();
        Assert.Equal(expected.Length, problems.Count);
        Assert.All(expected, part => Assert.Contains(problems, problem => problem.Contains(part, StringComparison.Ordinal)));
    }

    [Fact]
    public void Json_ThereAndBack_IsTheSame()
    {
        var running = ExperimentCourse.Split(SampleExperiments.Started(Sound with { Layer = new LayerSlice("checkout", 0, 0.5), Segment = "new", Placements = ["home"], Forced = Sound.Forced.Add("qa", "Other"), Plan = new AnalysisPlan { MinimumDays = 0 } }), [0.2, 0.8], SampleExperiments.Began.AddDays(2));
        var ended = ExperimentCourse.Stop(running, new ExperimentEnd(SampleExperiments.Began.AddDays(3), "Ann", StopDecision.Ship, "better") { Ships = "Other" });

        var text = ExperimentJson.Write(ended);
        var read = ExperimentJson.Read(text);
        Assert.Equal(text, ExperimentJson.Write(read));
        Assert.Equal((0, 2, "test/2", "Other", ExperimentStatus.Stopped), (read.Plan.MinimumDays, read.Phases.Length, read.Phase!.Seed, read.End!.Ships, read.Status));
        Assert.Empty(read.Problems());
        Assert.Throws<JsonException>(() => ExperimentJson.Read("""{"key": "a", "name": "A", "colour": "red"}"""));
    }

    [Fact]
    public void Course_EveryStepAtEveryTime_IsAllowedWhereItFits()
    {
        var running = SampleExperiments.Running();
        var paused = ExperimentCourse.Pause(running, SampleExperiments.Began);
        var stopped = ExperimentCourse.Stop(paused, new ExperimentEnd(SampleExperiments.Began, "Ann", StopDecision.KeepControl, "enough"));
        Dictionary<ExperimentStatus, (Experiment Experiment, CourseStep[] May)> course = new()
        {
            [ExperimentStatus.Draft] = (Sound, [CourseStep.Discard, CourseStep.Start]),
            [ExperimentStatus.Running] = (running, [CourseStep.Pause, CourseStep.Ramp, CourseStep.Split, CourseStep.Stop]),
            [ExperimentStatus.Paused] = (paused, [CourseStep.Resume, CourseStep.Stop]),
            [ExperimentStatus.Stopped] = (stopped, []),
        };
        foreach (var (status, (experiment, may)) in course)
        {
            Assert.Equal(status, experiment.Status);
            Assert.Equal(may, Enum.GetValues<CourseStep>().Where(step => ExperimentCourse.Refusal(experiment, step) is null));
        }
    }

    [Fact]
    public void Pause_AndResume_KeepPhaseAndShare()
    {
        var running = ExperimentCourse.Ramp(SampleExperiments.Running(share: 0.1), 0.25, SampleExperiments.Began.AddHours(1));
        var paused = ExperimentCourse.Pause(running, SampleExperiments.Began.AddHours(2));
        var resumed = ExperimentCourse.Resume(paused, SampleExperiments.Began.AddHours(3));

        Assert.Equal((0.25, 0, 0.25), (running.Traffic, paused.Traffic, resumed.Traffic));
        Assert.Equal((1, "test"), (resumed.Phase!.Number, resumed.Phase.Seed));
        Assert.Equal([0.1, 0.25, 0, 0.25], resumed.Phase.Steps.Select(step => step.Share));
    }

    [Fact]
    public void Split_OpensAPhase_AndEndsTheOneBefore()
    {
        var at = SampleExperiments.Began.AddDays(1);
        var split = ExperimentCourse.Split(SampleExperiments.Running(share: 0.5), [0.2, 0.8], at);

        Assert.Equal((2, 0.5, at), (split.Phase!.Number, split.Phase.Share, split.Phases[0].EndedAt!.Value));
        Assert.NotEqual(split.Phases[0].Seed, split.Phase.Seed);
        Assert.Equal([0.2, 0.8], split.Variants.Select(variant => variant.Weight));
        Assert.Contains("together 1.2", ExperimentCourse.SplitProblem(split, [0.4, 0.8]), StringComparison.Ordinal);
        Assert.Contains("the split that it has", ExperimentCourse.SplitProblem(split, [0.2, 0.8]), StringComparison.Ordinal);
        Assert.Contains("2 variants and 3 weights", ExperimentCourse.SplitProblem(split, [0.2, 0.4, 0.4]), StringComparison.Ordinal);
    }

    [Fact]
    public void Change_AfterTheStart_TakesWordsAndLooksOnly()
    {
        var running = SampleExperiments.Running();

        var changed = ExperimentCourse.Change(running, running with { Name = "Other words", Forced = running.Forced.Add("qa", "Other"), Metrics = running.Metrics.Add(MetricPresets.Of(ShopMetric.AddToCart)), Phases = [], Status = ExperimentStatus.Draft })!;
        Assert.Equal(("Other words", 1, 3, ExperimentStatus.Running), (changed.Name, changed.Phases.Length, changed.Metrics.Length, changed.Status));
        Assert.Null(ExperimentCourse.Change(running, running with { Metrics = [MetricPresets.Of(ShopMetric.Revenue)] }));
        Assert.Null(ExperimentCourse.Change(running, running with { Plan = new AnalysisPlan { Alpha = 0.2 } }));
        Assert.Null(ExperimentCourse.Change(running, running with { Variants = [running.Variants[0], running.Variants[1] with { Revision = "another" }] }));
        Assert.NotNull(ExperimentCourse.Change(Sound, Sound with { Metrics = [MetricPresets.Of(ShopMetric.Revenue)] }));
    }

    [Theory]
    [InlineData("clickThrough", MetricKind.Ratio, true)]
    [InlineData("conversion", MetricKind.Binary, true)]
    [InlineData("revenue", MetricKind.Mean, true)]
    [InlineData("latency", MetricKind.Ratio, false)]
    public void Read_MetricWithoutItsKind_IsWhatTheMetricIs(string metric, MetricKind kind, bool higherIsBetter)
    {
        var read = ExperimentJson.Read($$"""{"key": "a", "name": "A", "metrics": [{"metric": "{{metric}}", "role": "secondary"}]}""").Metrics[0];

        Assert.Equal((kind, higherIsBetter), (read.Kind, read.HigherIsBetter));
        Assert.Empty(read.Problems());
    }
}
