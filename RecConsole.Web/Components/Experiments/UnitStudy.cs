using Microsoft.AspNetCore.Components;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Components.Experiments;

/// <summary>A tab that is made of the units themselves: read on another thread, and anew every few seconds while results come.</summary>
public abstract class UnitStudy<T> : ComponentBase where T : class
{
    static readonly TimeSpan BetweenReadings = TimeSpan.FromSeconds(5);

    (string Key, int Phase, ShopMetric Metric)? asked;
    DateTimeOffset readAt;
    bool isBusy;

    [Inject] ExperimentWatch Watch { get; set; } = default!;
    [Inject] NavigationManager Navigation { get; set; } = default!;

    [Parameter, EditorRequired] public required Experiment Experiment { get; set; }
    [Parameter, EditorRequired] public required ExperimentResults Results { get; set; }
    /// <summary>The metric that is looked at, from the address; the first goal without one.</summary>
    [Parameter] public string? Metric { get; set; }
    /// <summary>Chart or table, from the address.</summary>
    [Parameter] public string? Form { get; set; }
    [Parameter] public bool IsSimulated { get; set; }

    protected ExperimentMetric Chosen => Experiment.Metrics.FirstOrDefault(metric => metric.Metric.ToString().Equals(Metric, StringComparison.OrdinalIgnoreCase))
        ?? Experiment.Metrics.FirstOrDefault(metric => metric.Role == MetricRole.Goal) ?? Experiment.Metrics[0];

    /// <summary>Null before the first reading, and where nothing is kept of the units.</summary>
    protected T? Study { get; private set; }

    protected bool IsRead { get; private set; }

    protected abstract T Look(Experiment experiment, ExperimentMetric metric, IReadOnlyCollection<UnitTally> units);

    protected void Choose(string? metric) => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("metric", metric?.ToLowerInvariant()), replace: true);

    protected override async Task OnParametersSetAsync()
    {
        var metric = Chosen;
        var wanted = (Experiment.Key, Results.Phase, metric.Metric);
        if (isBusy || asked == wanted && Results.At - readAt < BetweenReadings) return;
        isBusy = true;
        try
        {
            Study = await Task.Run(() => Watch.Read(wanted.Key, wanted.Phase, (experiment, units) => Look(experiment, metric, units)));
            (asked, readAt, IsRead) = (wanted, Results.At, true);
        }
        finally
        {
            isBusy = false;
        }
    }
}
