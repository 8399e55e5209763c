using System.Collections.Immutable;
using System.Globalization;

namespace RecConsole.Engine.Experiments;

/// <summary>The course of an experiment as pure functions: what may be done when, and what it is then. Who may, and where it is kept, is asked elsewhere.</summary>
public static class ExperimentCourse
{
    /// <summary>Why a step does not fit now, and what would; null where it does.</summary>
    public static string? Refusal(Experiment experiment, CourseStep step) => (step, experiment.Status) switch
    {
        (CourseStep.Discard or CourseStep.Start, ExperimentStatus.Draft) => null,
        (CourseStep.Split, ExperimentStatus.Running or ExperimentStatus.Paused) when experiment.Method == ExperimentMethod.Bandit => $"'{experiment.Key}' is a bandit and shares out its traffic itself, by what its arms earn: change how much traffic enters, or stop it and make an A/B test with the split that you want.",
        (CourseStep.Update, ExperimentStatus.Running) when experiment.Method != ExperimentMethod.Bandit => $"'{experiment.Key}' is no bandit: its shares change by a split.",
        (CourseStep.Pause or CourseStep.Ramp or CourseStep.Split or CourseStep.Update, ExperimentStatus.Running) => null,
        (CourseStep.Resume, ExperimentStatus.Paused) => null,
        (CourseStep.Stop, ExperimentStatus.Running or ExperimentStatus.Paused) => null,
        (_, ExperimentStatus.Stopped) => $"'{experiment.Key}' was stopped at {At(experiment.StoppedAt!.Value)}, for good: make another experiment.",
        (CourseStep.Discard, _) => $"'{experiment.Key}' has met shoppers and stays on record: stop it instead.",
        (CourseStep.Start, ExperimentStatus.Paused) => $"'{experiment.Key}' is paused: resume it.",
        (CourseStep.Start, _) => $"'{experiment.Key}' has been running since {At(experiment.StartedAt!.Value)}.",
        (CourseStep.Stop, _) => $"'{experiment.Key}' is a draft that nobody has seen: discard it.",
        (CourseStep.Resume, ExperimentStatus.Running) => $"'{experiment.Key}' is running and not paused.",
        (_, ExperimentStatus.Draft) => $"'{experiment.Key}' is a draft: start it first.",
        _ => $"'{experiment.Key}' is paused: resume it first.",
    };

    /// <summary>What is wrong with a share of traffic, or null.</summary>
    public static string? ShareProblem(double share) =>
        share is > 0 and <= 1 ? null : string.Create(CultureInfo.InvariantCulture, $"The share of traffic is {share}; it lies above 0 and at most at 1. To let nobody in, pause.");

    /// <summary>What is wrong with a new split, or null.</summary>
    public static string? SplitProblem(Experiment experiment, IReadOnlyList<double> weights) =>
        experiment.Method == ExperimentMethod.Interleaving ? InterleavingFaults.NoSplit
        : weights.Count != experiment.Variants.Length ? $"There are {experiment.Variants.Length} variants and {weights.Count} weights: each variant has one, the control first."
        : weights.Any(weight => !(weight is > 0 and < 1)) ? "A weight is a share between 0 and 1; to take a variant away stop the experiment."
        : experiment.Phase is { } phase && phase.Weights.SequenceEqual(weights) ? "That is the split that it has."
        : ExperimentFaults.WeightProblem(weights);

    /// <summary>What is wrong with the end that is wanted, or null.</summary>
    public static string? EndProblem(Experiment experiment, StopDecision decision, string? reason, string? ships) =>
        !Enum.IsDefined(decision) ? $"A decision is one of {string.Join(", ", Enum.GetNames<StopDecision>())}."
        : string.IsNullOrWhiteSpace(reason) || reason.Length > Names.MaxTextLength ? $"State the reason, in 1 to {Names.MaxTextLength} characters: it stays with the experiment."
        : decision != StopDecision.Ship ? ships is null ? null : $"Only {nameof(StopDecision.Ship)} names a variant that is to go live."
        : ships is not null && experiment.Variants.Skip(1).Any(variant => variant.Name == ships) ? null
        : $"Say which variant is to go live: {string.Join(", ", experiment.Variants.Skip(1).Select(variant => $"'{variant.Name}'"))}.";

    /// <summary>The first phase, with the revisions pinned.</summary>
    public static Experiment Start(Experiment experiment, IEnumerable<Variant> pinned, double share, DateTimeOffset at)
    {
        var started = experiment with { Variants = [.. pinned], Status = ExperimentStatus.Running };
        return started with { Phases = [Open(started, 1, share, at)] };
    }

    public static Experiment Pause(Experiment experiment, DateTimeOffset at) => Step(experiment, 0, at) with { Status = ExperimentStatus.Paused };

    /// <summary>With the share that it had: the same units in the same variants.</summary>
    public static Experiment Resume(Experiment experiment, DateTimeOffset at) => Step(experiment, experiment.Phase!.OpenShare, at) with { Status = ExperimentStatus.Running };

    public static Experiment Ramp(Experiment experiment, double share, DateTimeOffset at) => Step(experiment, share, at);

    /// <summary>Another phase with another seed.</summary>
    public static Experiment Split(Experiment experiment, IReadOnlyList<double> weights, DateTimeOffset at)
    {
        var share = experiment.Phase!.Share;
        var split = Closed(experiment, at) with { Variants = [.. experiment.Variants.Select((variant, i) => variant with { Weight = weights[i] })] };
        return split with { Phases = split.Phases.Add(Open(split, split.Phases.Length + 1, share, at)) };
    }

    /// <summary>A bandit's next period: another phase with another seed, so that each is a randomized test of its own. The variants keep the shares that they began with.</summary>
    /// <param name="best">What the shares were made of.</param>
    public static Experiment Update(Experiment experiment, IReadOnlyList<double> shares, IReadOnlyList<double> best, DateTimeOffset at)
    {
        var closed = Closed(experiment, at);
        return closed with { Phases = closed.Phases.Add(Open(closed, closed.Phases.Length + 1, experiment.Phase!.Share, at) with { Weights = [.. shares], Best = [.. best] }) };
    }

    public static Experiment Stop(Experiment experiment, ExperimentEnd end) => Closed(experiment, end.At) with { Status = ExperimentStatus.Stopped, End = end };

    /// <summary>
    /// What a person changed of an experiment, on that which it is: the course is not changed by writing it down. Null where the change
    /// would make the figures so far mean something else.
    /// </summary>
    public static Experiment? Change(Experiment was, Experiment wanted)
    {
        var now = wanted with
        {
            OwnerId = was.OwnerId,
            Owner = was.Owner,
            CreatedAt = was.CreatedAt,
            Version = was.Version,
            Phases = was.Phases,
            Status = was.Status,
            End = was.End,
        };
        return was.Status == ExperimentStatus.Draft || ExperimentJson.Write(Frozen(was)) == ExperimentJson.Write(Frozen(now)) ? now : null;
    }

    /// <summary>What no change after the start may touch; words, looks and secondary metrics decide nothing.</summary>
    static Experiment Frozen(Experiment experiment) => experiment with
    {
        Name = "",
        Hypothesis = "",
        Forced = ImmutableSortedDictionary<string, string>.Empty,
        Variants = [.. experiment.Variants.Select(variant => variant with { Description = "" })],
        Metrics = [.. experiment.Metrics.Where(metric => metric.Role != MetricRole.Secondary)],
    };

    static ExperimentPhase Open(Experiment experiment, int number, double share, DateTimeOffset at) => new(number, at, ExperimentPhase.SeedOf(experiment.Key, number))
    {
        Weights = [.. experiment.Variants.Select(variant => variant.Weight)],
        Steps = [new RampStep(at, share)],
    };

    static Experiment Step(Experiment experiment, double share, DateTimeOffset at) =>
        experiment with { Phases = experiment.Phases.SetItem(experiment.Phases.Length - 1, experiment.Phase! with { Steps = experiment.Phase!.Steps.Add(new RampStep(at, share)) }) };

    static Experiment Closed(Experiment experiment, DateTimeOffset at) =>
        experiment with { Phases = experiment.Phases.SetItem(experiment.Phases.Length - 1, experiment.Phase! with { EndedAt = at }) };

    static string At(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
}
