using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using RecConsole.Engine.Experiments;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>What is typed into the form, until the desk takes it or says all that is wrong with it.</summary>
public sealed partial class ExperimentForm
{
    /// <summary>What a new one begins with: sound, and to be changed.</summary>
    public static Experiment Blank { get; } = new("", "")
    {
        Variants = [new Variant("Control", StrategyStore.DefaultKey, 0.5), new Variant("Variant", "", 0.5)],
        Metrics = [MetricPresets.Of(ShopMetric.ClickThrough), MetricPresets.Of(ShopMetric.Conversion, MetricRole.Guardrail), MetricPresets.Of(ShopMetric.Latency), MetricPresets.Of(ShopMetric.Revenue, MetricRole.Secondary)],
    };

    Experiment draft = Blank;
    Experiment kept = Blank; // what the fields began from
    long version;
    bool isDraft, isBusy, isKeyChosen;
    string? missing;
    /// <summary>What stands in a field and is no value; null where all are.</summary>
    string? unread;
    IReadOnlyList<string> problems = [];
    ExperimentAnswer? clash;

    [Inject] ExperimentDesk Desk { get; set; } = default!;
    [Inject] Visitor Visitor { get; set; } = default!;
    [Inject] Toasts Toasts { get; set; } = default!;
    [Inject] IJSRuntime Js { get; set; } = default!;

    /// <summary>As it is when the form opens; null for a new one.</summary>
    [Parameter] public Experiment? Experiment { get; set; }
    /// <summary>It was kept.</summary>
    [Parameter] public EventCallback<Experiment> OnSaved { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    bool IsNew => Experiment is null;

    bool IsUnsaved => !ReferenceEquals(draft, kept) && ExperimentJson.Write(draft) != ExperimentJson.Write(kept);

    string Title => IsNew ? "New experiment" : $"Change {draft.Name}";

    protected override void OnInitialized()
    {
        missing = Visitor.Missing(Permission.RunExperiments);
        Take(Experiment ?? Blank);
    }

    void Take(Experiment one)
    {
        unread = null;
        (draft, kept, version, isDraft, clash, problems) = (one, one, one.Version, one.Status == ExperimentStatus.Draft, null, []);
    }

    void Change(Experiment next) => draft = next;

    bool IsPair => draft.Method == ExperimentMethod.Interleaving;

    /// <summary>What the method needs comes with it: of a bandit its plan, a goal that it can follow, and sessions, which do not come back in a later period; of an interleaving two variants with half each and one credit.</summary>
    void Method(ExperimentMethod method)
    {
        if (method == ExperimentMethod.Interleaving)
        {
            Change(InterleavingFields.Of(draft) with { Bandit = null });
            return;
        }
        if (method != ExperimentMethod.Bandit)
        {
            Change(draft with { Method = method, Bandit = null, Metrics = IsPair ? Blank.Metrics : draft.Metrics });
            return;
        }
        var metrics = BanditPlan.Goal(draft) is { Kind: not MetricKind.Ratio, HigherIsBetter: true } ? draft.Metrics
            : [MetricPresets.Of(ShopMetric.Conversion, MetricRole.Goal), .. draft.Metrics.Where(one => one.Metric != ShopMetric.Conversion).Select(one => one.Role == MetricRole.Goal ? MetricPresets.Of(one.Metric, MetricRole.Secondary) : one)];
        Change(draft with { Method = method, Bandit = draft.Bandit ?? BanditPlan.Default, Metrics = metrics, Unit = draft.Bandit is null ? ExperimentUnit.Session : draft.Unit });
    }

    /// <summary>The key follows the name until somebody chooses one.</summary>
    void Name(string? name) => Change(draft with { Name = name ?? "", Key = IsNew && !isKeyChosen ? TargetKey.Of(name ?? "") : draft.Key });

    void Key(string? key)
    {
        isKeyChosen = !string.IsNullOrWhiteSpace(key);
        Change(draft with { Key = isKeyChosen ? key!.Trim() : TargetKey.Of(draft.Name) });
    }

    async Task SaveAsync(long seen)
    {
        // a second press while the first is on its way would meet its own version
        if (isBusy) return;
        if (unread is not null)
        {
            problems = [unread];
            return;
        }
        isBusy = true;
        try
        {
            var answer = IsNew ? await Desk.CreateAsync(draft, Visitor.Person) : await Desk.ChangeAsync(draft, seen, Visitor.Person);
            clash = answer.Refusal == DeskRefusal.Stale ? answer : null;
            problems = answer.IsDone || clash is not null ? [] : answer.Problems.Count > 0 ? answer.Problems : [answer.Sentence ?? ""];
            if (answer.Experiment is not { } saved) return;
            kept = draft; // nothing to lose by leaving
            Toasts.Success($"“{saved.Name}” is kept, version {saved.Version}.");
            await OnSaved.InvokeAsync(saved);
        }
        finally
        {
            isBusy = false;
        }
    }

    async Task AskToLeaveAsync(LocationChangingContext leaving)
    {
        if (!IsUnsaved) return;
        if (!await Js.InvokeAsync<bool>("confirm", $"{(IsNew ? "The new experiment" : Experiment!.Name)} has changes that are not saved. Leave the form and drop them?")) leaving.PreventNavigation();
    }
}
