using Microsoft.Extensions.Primitives;
using RecConsole.Engine.Experiments;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Experiments;

/// <summary>What is chosen for the analysis of a CSV, as it is edited and as its address holds it. The file is not in the address: it belongs to whoever sent it.</summary>
public sealed record AnalysisChoices
{
    public string? Variant { get; init; }
    public string? Metric { get; init; }
    public MetricKind Kind { get; init; } = MetricKind.Mean;

    /// <summary>Only of a ratio.</summary>
    public string? Denominator { get; init; }

    public string? Covariate { get; init; }
    public string? Unit { get; init; }
    public string? Control { get; init; }

    /// <summary>As typed.</summary>
    public string? Weights { get; init; }

    /// <summary>Columns that nothing can be computed without and that are not chosen yet, in words.</summary>
    public IReadOnlyList<string> Missing =>
        [.. new[] { (Variant, "the arm's column"), (Metric, "the metric's column"), (Kind == MetricKind.Ratio ? Denominator : "", "the denominator's column") }.Where(one => one.Item1 is null).Select(one => one.Item2)];

    IEnumerable<string?> Columns => [Variant, Metric, Denominator, Covariate, Unit];

    /// <summary>Reads query parameters; what is missing or not understood keeps its default.</summary>
    public static AnalysisChoices Parse(Func<string, StringValues> parameter)
    {
        string? Text(string name) => parameter(name).ToString() is { Length: > 0 } text ? text : null;
        return new()
        {
            Variant = Text("variant"),
            Metric = Text("metric"),
            Kind = Enum.TryParse<MetricKind>(Text("kind"), ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : MetricKind.Mean,
            Denominator = Text("over"),
            Covariate = Text("covariate"),
            Unit = Text("unit"),
            Control = Text("control"),
            Weights = Text("weights"),
        };
    }

    /// <summary>The page with all that is said here.</summary>
    public string Path => "experiments?analyze=1" + string.Concat(new (string Name, string? Value)[]
    {
        ("variant", Variant), ("metric", Metric), ("kind", Kind == MetricKind.Mean ? null : Kind.ToString().ToLowerInvariant()), ("over", Denominator),
        ("covariate", Covariate), ("unit", Unit), ("control", Control), ("weights", Weights),
    }.Where(pair => pair.Value is { Length: > 0 }).Select(pair => $"&{pair.Name}={Uri.EscapeDataString(pair.Value!)}"));

    /// <summary>Chosen columns that a file has not.</summary>
    public IReadOnlyList<string> Unknown(IReadOnlyList<string> header) => [.. Columns.OfType<string>().Where(column => !header.Contains(column)).Distinct()];

    /// <summary>The same with only what a file has.</summary>
    public AnalysisChoices Within(IReadOnlyList<string> header)
    {
        string? Known(string? column) => column is not null && header.Contains(column) ? column : null;
        return this with { Variant = Known(Variant), Metric = Known(Metric), Denominator = Known(Denominator), Covariate = Known(Covariate), Unit = Known(Unit) };
    }

    /// <exception cref="AnalysisFailedException">A column is missing, or the weights are none.</exception>
    public AnalysisQuestion ToQuestion()
    {
        if (Missing.Count > 0) throw new AnalysisFailedException($"Still missing: {string.Join(", ", Missing)}.");
        return new AnalysisQuestion(Variant!, new MetricColumn(Metric!, Kind, Kind == MetricKind.Ratio ? Denominator : null))
        {
            Covariate = Covariate,
            Unit = Unit,
            Control = Control,
            Weights = string.IsNullOrWhiteSpace(Weights) ? null : AnalysisQuestion.ParseWeights(Weights) ?? throw new AnalysisFailedException($"Planned weights: '{Weights}' is no list of positive numbers, such as 0.9,0.1."),
        };
    }
}
