using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>The play: who, the steps so far, and which of them is in sight. The address says who and where; the engine remembers the rest.</summary>
public sealed partial class LabPage(Lab lab, LabPersonas personas, SessionStore sessions, ShopStatus status, PageMemory memory, NavigationManager navigation, TimeProvider time) : IDisposable
{
    const string Path = "lab";
    const int ShoppersOffered = 15;

    /// <summary>Steps that are kept to look back at; older ones are forgotten by the page, never by the log.</summary>
    const int MaxSteps = 100;

    readonly CancellationTokenSource gone = new();
    readonly List<LabStep> steps = [];
    LabAddress address = LabAddress.Parse(_ => null);
    IReadOnlyList<LabChoice> choices = [];
    LabStep? shown;
    string? problem;
    bool isBusy;

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
        address = Parse(query.Length > 0 ? query : memory.Recall(Path));
        choices = Offered();
        if (!RendererInfo.IsInteractive) return; // a slate that is asked for counts as shown: only when somebody looks
        address = WithVisit(address);
        await BeginAsync();
    }

    // The address is corrected once the browser's router is there: before that it would load the whole page again.
    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && Read(navigation.Uri) != address) navigation.NavigateTo(address.Path, replace: true);
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
        var next = Read(location);
        if (next == address) return;
        if (next.Session is null) await GoAsync(next);
        else await PlayAsync(next);
    }

    /// <summary>While a shop is made or replaced, slates are empty: they follow by themselves.</summary>
    async Task FollowShopAsync()
    {
        choices = Offered();
        if (shown is { Slate.Items.Count: 0 } && !isBusy) await AskAgain();
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

    /// <summary>The first slate; a persona's visit begins with their first steps, once. The slate before stays until it is there.</summary>
    Task BeginAsync() => BusyAsync(async shopper =>
    {
        if (address.Persona is { } name && personas.Find(name) is { } persona && !lab.Remembers(shopper))
            problem = await lab.PlayAsync(shopper, persona, gone.Token);
        await ServeAsync(shopper, cause: null, anew: true);
    });

    Task ActAsync((EventKind Kind, SlateItem Item) act) => isBusy || shown is null ? Task.CompletedTask : BusyAsync(async shopper =>
    {
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
        }
    }

    async Task ServeAsync(LabShopper shopper, LabAction? cause, bool anew = false)
    {
        var before = anew || steps.Count == 0 ? null : steps[^1];
        var step = await lab.ServeAsync(shopper, address.Placement, address.Count, before, cause, gone.Token);
        if (shopper != address.Played) return; // another shopper was chosen meanwhile
        if (anew) steps.Clear();
        if (steps.Count == MaxSteps) Forget();
        steps.Add(step with { Number = steps.Count + 1 });
        shown = steps[^1];
    }

    void Forget()
    {
        steps.RemoveAt(0);
        for (var n = 0; n < steps.Count; n++) steps[n] = steps[n] with { Number = n + 1 };
    }

    void Look(int number) => shown = steps[Math.Clamp(number, 1, steps.Count) - 1];

    /// <summary>Personas of the demo shop, and shoppers on whom a click shows at once: those who were here last.</summary>
    IReadOnlyList<LabChoice> Offered() =>
    [
        .. personas.All.Select(persona => new LabChoice($"{persona.Name}: {persona.Description}", "Personas", Persona: persona.Name)),
        .. sessions.LatestUsers(ShoppersOffered)
            .Where(user => !user.Id.Value.StartsWith(LabShopper.SessionPrefix, StringComparison.Ordinal))
            .Select(user => new LabChoice($"{user.Id} · {user.State.Recent.Length} actions remembered", "Latest shoppers", Shopper: user.Id.Value)),
    ];

    static LabAddress Read(string uri) => Parse(new Uri(uri).Query);

    static LabAddress Parse(string query)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        return LabAddress.Parse(name => parameters.TryGetValue(name, out var value) ? value.ToString() : null);
    }

    public void Dispose()
    {
        navigation.LocationChanged -= OnLocationChanged;
        status.Changed -= OnStatusChanged;
        gone.Cancel();
        gone.Dispose();
    }
}
