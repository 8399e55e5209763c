using System.Globalization;
using Microsoft.AspNetCore.Components;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>
/// Asks for the study of each draft that it is given; the newest wins, and the one before is cancelled. Until the first
/// figures of a draft are there, those of the one before stay, dimmed, with their age.
/// </summary>
public sealed partial class ImpactTab : IDisposable
{
    readonly CancellationTokenSource gone = new();
    LatestWork<StrategyRevision>? studies;
    (string Live, string Draft)? asked;
    ImpactReport? report;
    DateTimeOffset reportedAt;
    bool isStale;
    ITimer? aging;

    [Parameter, EditorRequired] public required StrategyRevision Live { get; set; }
    [Parameter, EditorRequired] public required StrategyRevision Draft { get; set; }
    [Parameter] public bool CanEdit { get; set; } = true;
    /// <summary>Weights that were chosen here, for the draft.</summary>
    [Parameter] public EventCallback<StudioEdit> OnEdit { get; set; }

    [SupplyParameterFromQuery(Name = "exposure")] public string? ExposureField { get; set; }
    [SupplyParameterFromQuery(Name = "movement")] public string? MovementForm { get; set; }
    [SupplyParameterFromQuery(Name = "pareto")] public string? ParetoForm { get; set; }

    [Inject] ImpactDesk Desk { get; set; } = default!;
    [Inject] ShopStatus Status { get; set; } = default!;
    [Inject] TimeProvider Time { get; set; } = default!;
    [Inject] NavigationManager Navigation { get; set; } = default!;

    bool IsSame => Live.Hash == Draft.Hash;

    ImpactReport? Shown => IsSame ? null : report;

    bool IsBusy => !IsSame && (isStale || report is not { IsDone: true });

    string State => IsSame ? "same" : isStale || report is null ? "asked" : report.IsDone ? "done" : "refining";

    /// <summary>Where chance is turned on; null where live or the draft has some.</summary>
    string? ChanceSetting => Live.Exploration.IsOn || Draft.Exploration.IsOn ? null : RankingTab + "#chance";

    string RankingTab => Navigation.GetUriWithQueryParameter("tab", (string?)null);

    string StateWords => (IsSame, report) switch
    {
        (true, _) => "",
        (_, null) => "Reading the latest requests…",
        (_, { } old) when isStale => $"Figures of the draft before, {Formatting.Age(Time.GetUtcNow() - reportedAt)} old; those of this one follow",
        (_, { IsDone: false } part) => $"{Formatting.Number((long)part.Requests)} of {Formatting.Number((long)part.Total)} requests; figures still refine",
        (_, { } whole) => $"{ImpactWords.Capital(TrafficWords.Of(whole.Logged, whole.Requests - whole.Logged))}: live against draft, in {Formatting.Milliseconds(whole.TookMs)} ms",
    };

    protected override void OnInitialized() => studies = new(StudyAsync);

    protected override Task OnParametersSetAsync()
    {
        // the prerendered page is gone at once: nobody would see its figures
        if (!RendererInfo.IsInteractive || asked == (Live.Hash, Draft.Hash)) return Task.CompletedTask;
        asked = (Live.Hash, Draft.Hash);
        isStale = report is not null;
        LetAge();
        return IsSame ? Task.CompletedTask : studies!.OfferAsync(Draft);
    }

    async Task StudyAsync(StrategyRevision draft, CancellationToken cancellation)
    {
        var last = await Desk.RunAsync(draft, progress: new ReportRelay<ImpactReport>(InvokeAsync, Show, cancellation), cancellation: cancellation);
        cancellation.ThrowIfCancellationRequested();
        Show(last);
    }

    void Show(ImpactReport next)
    {
        if (gone.IsCancellationRequested) return;
        (report, reportedAt, isStale) = (next, Time.GetUtcNow(), false);
        LetAge();
        StateHasChanged();
    }

    /// <summary>Once a second while old figures stand: their age is written anew.</summary>
    void LetAge()
    {
        if (isStale && aging is null) aging = Time.CreateTimer(_ => _ = InvokeAsync(StateHasChanged), null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        else if (!isStale)
        {
            aging?.Dispose();
            aging = null;
        }
    }

    static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public void Dispose()
    {
        gone.Cancel();
        studies?.Dispose();
        aging?.Dispose();
        gone.Dispose();
    }
}
