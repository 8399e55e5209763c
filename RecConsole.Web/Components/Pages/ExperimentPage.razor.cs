using System.Globalization;
using Microsoft.AspNetCore.Components;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Live;

namespace RecConsole.Web.Components.Pages;

/// <summary>One experiment: what to do with it and why, live. Looks come from <see cref="ExperimentWatch"/>, and are drawn at most once a second.</summary>
public sealed partial class ExperimentPage : IDisposable
{
    /// <summary>A running experiment is looked at at least every 15 s; figures that are older than this stand still.</summary>
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    static readonly Tab[] tabs = [new("results", "Results"), new("health", "Health"), new("segments", "Segments"), new("distribution", "Distribution"), new("ramp", "Ramp"), new("plan", "Plan")];

    /// <summary>A bandit's arms are compared by period: units pooled over segments or values would mix times at which shares differed. An interleaving has no arms.</summary>
    IReadOnlyList<Tab> Tabs => experiment?.Method is ExperimentMethod.Bandit or ExperimentMethod.Interleaving ? [.. tabs.Where(tab => tab.Key is not ("segments" or "distribution"))] : tabs;

    Experiment? experiment;
    ExperimentResults? results;
    DateTimeOffset now;
    IDisposable? feed;
    (int Phase, long Version, ExperimentResults? Results, IReadOnlyList<ResultPoint> Points)? earlier;
    (string Text, ExperimentResults? Results)? evidence;

    [Parameter] public string Key { get; set; } = "";
    [SupplyParameterFromQuery] public string? Tab { get; set; }
    [SupplyParameterFromQuery] public string? Metric { get; set; }
    [SupplyParameterFromQuery(Name = "time")] public string? TimeForm { get; set; }
    /// <summary>Chart or table of a bandit's shares.</summary>
    [SupplyParameterFromQuery(Name = "shares")] public string? SharesForm { get; set; }
    [SupplyParameterFromQuery] public string? Spread { get; set; }
    [SupplyParameterFromQuery] public string? Tenure { get; set; }
    /// <summary>Number of an earlier phase whose figures are wanted; the newest without one.</summary>
    [SupplyParameterFromQuery] public string? Phase { get; set; }
    /// <summary>Whether the figures of a stopped one are shown with what came since.</summary>
    [SupplyParameterFromQuery] public string? Later { get; set; }
    /// <summary>Whether the form is open.</summary>
    [SupplyParameterFromQuery] public string? Edit { get; set; }
    /// <summary>Whether the report is shown.</summary>
    [SupplyParameterFromQuery] public string? Print { get; set; }

    [Inject] ExperimentDesk Desk { get; set; } = default!;
    [Inject] ExperimentWatch Watch { get; set; } = default!;
    [Inject] ShopStatus Shop { get; set; } = default!;
    [Inject] LiveFeed Feed { get; set; } = default!;
    [Inject] TimeProvider Time { get; set; } = default!;
    [Inject] NavigationManager Navigation { get; set; } = default!;

    bool IsSimulated => Shop.Current.Source == ShopSource.Demo;

    bool IsEarlier => experiment is { Phase: { } newest, Method: not ExperimentMethod.Bandit } && int.TryParse(Phase, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) && wanted != newest.Number && experiment.Phases.Any(phase => phase.Number == wanted);

    /// <summary>What it was stopped on; null while it is not, and where nothing was counted.</summary>
    ExperimentResults? AtStop => experiment?.End?.Evidence is null ? null : evidence?.Results;

    bool IsAsOfStop => Later is null && !IsEarlier && AtStop is not null;

    bool IsStale => results is not null && experiment is { IsRunning: true } && !IsEarlier && (results.Phase != experiment.Phase!.Number && results.Bandit is null || now - results.At > Fresh);

    /// <summary>A draft has nothing to show but its plan.</summary>
    string Shown => Tab ?? (experiment!.Status == ExperimentStatus.Draft ? "plan" : "results");

    IReadOnlyList<Tab> Phases => [.. experiment!.Phases.Reverse().Select(phase => new Tab(phase.Number.ToString(CultureInfo.InvariantCulture), $"Phase {phase.Number}"))];

    string WithoutPrint => Navigation.GetUriWithQueryParameter("print", (string?)null);

    protected override void OnInitialized()
    {
        if (!RendererInfo.IsInteractive) return;
        Desk.Changed += Follow;
        // the second's beat and not each look: however many come, a window draws once
        feed = Feed.Subscribe(_ => InvokeAsync(() =>
        {
            if (Edit is null && Print is null) Draw();
        }));
    }

    protected override void OnParametersSet() => Read();

    void Read()
    {
        now = Time.GetUtcNow();
        experiment = Desk.Find(Key);
        if (experiment?.End?.Evidence is { } text && evidence?.Text != text) evidence = (text, ExperimentEvidence.Read(text));
        if (!IsEarlier)
        {
            results = IsAsOfStop ? AtStop : Watch.Latest(Key);
            return;
        }
        var wanted = int.Parse(Phase!, CultureInfo.InvariantCulture);
        // an ended phase hardly moves: looked at once
        if (earlier is not { } known || known.Phase != wanted || known.Version != experiment!.Version) earlier = (wanted, experiment!.Version, Watch.Look(Key, wanted), Watch.ReadHistory(Key, wanted));
        results = earlier.Value.Results;
    }

    void CloseForm() => Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("edit", (string?)null));

    void Follow(Experiment changed)
    {
        if (changed.Key == Key) _ = InvokeAsync(Draw);
    }

    void Draw()
    {
        Read();
        StateHasChanged();
    }

    public void Dispose()
    {
        Desk.Changed -= Follow;
        feed?.Dispose();
    }
}
