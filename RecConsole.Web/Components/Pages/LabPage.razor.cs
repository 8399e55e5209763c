using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>The play: who, the steps so far, and which of them is in sight. The address says who and where; the engine remembers the rest.</summary>
public sealed partial class LabPage(Lab lab, LabPersonas personas, SessionStore sessions, ShopStatus status, PageMemory memory, NavigationManager navigation, TimeProvider time) : IDisposable
{
    const string Path = "lab";
    const int ShoppersOffered = 15;

    /// <summary>Steps that are kept to look back at; older ones are forgotten by the page, never by the log.</summary>
    const int MaxSteps = 100;

    /// <summary>
    /// How long a new slate stands before it can be acted on: longer than the second click of a double click takes to come
    /// (500 ms on common systems), or it would hit the item that has moved under the pointer.
    /// </summary>
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(600);

    readonly CancellationTokenSource gone = new();
    readonly List<LabStep> steps = [];
    LabAddress address = LabAddress.Parse(_ => null);
    IReadOnlyList<LabChoice> choices = [];
    LabStep? shown;
    string? problem;
    string? notice;
    bool isBusy;
    bool isResting;
    bool isShopNew; // while the page was busy
    long askedAt; // the catalogue's version when the slate in sight was asked for
    (ShopSource Source, bool IsReady)? offeredFor;

    bool CanAct => shown == steps[^1] && !isBusy && !isResting && lab.IsCurrent(shown!.Slate);

    string Who => address switch
    {
        { Persona: { } persona } => $"{persona}, visit {address.Session}",
        { Shopper: { } shopper } => $"Shopper {shopper}, visit {address.Session}",
        _ => $"Anonymous visit {address.Session}",
    };

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        status.Changed += OnStatusChanged;
        var query = new Uri(navigation.Uri).Query;
        (address, problem) = Read(query.Length > 0 ? query : memory.Recall(Path));
        Offer();
        if (!RendererInfo.IsInteractive) return; // a slate that is asked for counts as shown: only when somebody looks
        address = WithVisit(address);
        await BeginAsync();
    }

    // The address is corrected once the browser's router is there: before that it would load the whole page again.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && Read(new Uri(navigation.Uri).Query).Address != address) navigation.NavigateTo(address.Path, replace: true);
    }

    LabAddress WithVisit(LabAddress wanted) =>
        wanted.Session is null ? wanted with { Session = LabShopper.NewSession(time.GetUtcNow()).Value } : wanted;

    /// <summary>A choice on the page: played at once, then written to the address.</summary>
    async Task GoAsync(LabAddress next)
    {
        await PlayAsync(WithVisit(next));
        navigation.NavigateTo(address.Path, replace: true);
    }

    void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0] == Path) _ = InvokeAsync(() => GuardAsync(() => FollowAsync(e.Location)));
    }

    void OnStatusChanged(ShopPhase phase) => _ = InvokeAsync(() => GuardAsync(FollowShopAsync));

    /// <summary>Back, forth, or a link: the address leads.</summary>
    async Task FollowAsync(string location)
    {
        memory.Remember(Path, new Uri(location).Query);
        var (next, fault) = Read(new Uri(location).Query);
        if (next == address) return;
        problem = fault;
        if (next.Session is null) await GoAsync(next);
        else await PlayAsync(next);
    }

    /// <summary>While a shop is made, slates are empty: they follow by themselves. In a shop that was replaced the play begins anew.</summary>
    async Task FollowShopAsync()
    {
        Offer();
        if (shown is null) return;
        isShopNew = isBusy;
        if (isBusy) return;
        if (shown.Slate.Items.Count > 0 && !lab.IsCurrent(shown.Slate))
        {
            await GoAsync(address with { Shopper = null, Persona = null, Session = null });
            notice = "Another shop has taken the place of the one that was played. This is a new visit, to the new shop.";
        }
        else if (shown.Slate.Items.Count == 0 && lab.CatalogVersion != askedAt) await AskAgain();
    }

    /// <summary>What other threads set off ends on the page, its errors included.</summary>
    async Task GuardAsync(Func<Task> work)
    {
        if (gone.IsCancellationRequested) return;
        try
        {
            await work();
            StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    /// <summary>Another address on the page: another shopper begins anew, another placement only asks again.</summary>
    async Task PlayAsync(LabAddress next)
    {
        var isOther = next.Played != address.Played;
        address = next;
        if (isOther) await BeginAsync();
        else await AskAgain();
    }

    /// <summary>
    /// The first slate; a persona's visit begins with their first steps, once. An address that was played before, here or in
    /// another window, shows its steps again. The slate before stays until it is there.
    /// </summary>
    Task BeginAsync() => BusyAsync(async shopper =>
    {
        notice = null;
        if (lab.Recall(shopper) is { } played)
        {
            steps.Clear();
            steps.AddRange(played);
            shown = steps[^1];
            if ((shown.Placement, shown.Wanted) != (address.Placement, address.Count)) await ServeAsync(shopper, cause: null);
            return;
        }
        if (address.Persona is { } name && personas.Find(name) is { } persona && !lab.Remembers(shopper))
            problem = await lab.PlayAsync(shopper, persona, gone.Token);
        await ServeAsync(shopper, cause: null, anew: true);
    });

    Task ActAsync((EventKind Kind, SlateItem Item) act) => shown is null || !CanAct ? Task.CompletedTask : BusyAsync(async shopper =>
    {
        notice = null;
        (var action, problem) = await lab.ActAsync(shopper, act.Kind, shown.Slate, act.Item, gone.Token);
        if (action is not null) await ServeAsync(shopper, action);
    });

    Task AskAgain() => BusyAsync(shopper => ServeAsync(shopper, cause: null));

    async Task BusyAsync(Func<LabShopper, Task> work)
    {
        if (address.Played is not { } shopper) return;
        isBusy = true;
        try
        {
            await work(shopper);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        finally
        {
            isBusy = false;
            _ = RestAsync();
        }
    }

    async Task RestAsync()
    {
        if (isResting) return;
        isResting = true;
        await Task.Delay(Rest, time, gone.Token).ContinueWith(_ => { }, TaskScheduler.Default);
        await InvokeAsync(() => GuardAsync(async () =>
        {
            isResting = false;
            if (isShopNew) await FollowShopAsync();
        }));
    }

    async Task ServeAsync(LabShopper shopper, LabAction? cause, bool anew = false)
    {
        // of slates of which only the length was changed, one after another, the last is kept
        var kept = anew ? 0 : cause is null && steps is [.., { IsResized: true } last] && last.Wanted != address.Count ? steps.Count - 1 : steps.Count;
        askedAt = lab.CatalogVersion;
        var step = await lab.ServeAsync(shopper, address.Placement, address.Count, kept == 0 ? null : steps[kept - 1], cause, gone.Token);
        if (shopper != address.Played) return; // another shopper was chosen meanwhile
        steps.RemoveRange(kept, steps.Count - kept);
        if (steps.Count == MaxSteps) Forget();
        steps.Add(step with { Number = steps.Count + 1 });
        shown = steps[^1];
        lab.Keep(shopper, steps);
    }

    void Forget()
    {
        steps.RemoveAt(0);
        for (var n = 0; n < steps.Count; n++) steps[n] = steps[n] with { Number = n + 1 };
    }

    void Look(int number) => shown = steps[Math.Clamp(number, 1, steps.Count) - 1];

    /// <summary>
    /// Personas of the demo shop, and shoppers on whom a click shows at once: those who were here last. Looked for anew with
    /// another shop or model, not with each report of progress: it reads all shoppers.
    /// </summary>
    void Offer()
    {
        var phase = (status.Current.Source, status.Current.IsReady);
        if (offeredFor == phase) return;
        offeredFor = phase;
        choices =
        [
            .. personas.All.Select(persona => new LabChoice($"{persona.Name}: {persona.Description}", "Personas", Persona: persona.Name)),
            .. sessions.LatestUsers(ShoppersOffered)
                .Where(user => !user.Id.Value.StartsWith(LabShopper.SessionPrefix, StringComparison.Ordinal))
                .Select(user => new LabChoice($"{user.Id} · {Formatting.Count(user.State.Recent.Length, "action", "actions")} remembered", "Latest shoppers", Shopper: user.Id.Value)),
        ];
    }

    /// <summary>What an address asks for; where it names what does not exist, the rest of it and the reason.</summary>
    (LabAddress Address, string? Problem) Read(string query)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        string? Value(string name) => parameters.TryGetValue(name, out var value) ? value.ToString() : null;
        var read = LabAddress.Parse(Value);
        if (LabAddress.Problem(Value) is { } fault) return (read, fault);
        var isMade = personas.All.Count > 0 || status.Current.Task is null; // the demo shop may be on its way
        if (read.Persona is not { } name || !isMade || personas.Find(name) is not null) return (read, null);
        var known = personas.All.Count == 0 ? "This shop has no personas: they belong to the demo shop." : $"The personas are {string.Join(", ", personas.All.Select(persona => persona.Name))}.";
        return (read with { Persona = null }, $"There is no persona '{name}'; an anonymous visit is played. {known}");
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        status.Changed -= OnStatusChanged;
        gone.Cancel();
        gone.Dispose();
    }
}
