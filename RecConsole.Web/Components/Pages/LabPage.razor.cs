using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.JSInterop;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Sessions;
using RecConsole.Web.Components.Lab;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>
/// The play: the address says who, where, which sides answer, what was done by hand and which step is in sight; from that
/// alone the page is made again, here or in another window. What plays by itself is in <c>LabPage.AutoPlay.cs</c>.
/// </summary>
public sealed partial class LabPage(
    LabBench bench, LabScripts scripts, LabArms arms, LabPersonas personas, StudioShoppers shoppers, ShortAddresses addresses, AddressBar bar,
    StrategyDesk desk, ShopStatus status, PageMemory memory, NavigationManager navigation, IJSRuntime js, TimeProvider time) : IAsyncDisposable
{
    const int ShoppersOffered = 15;

    /// <summary>
    /// How long a new slate stands before it can be acted on: longer than the second click of a double click takes to come
    /// (500 ms on common systems), or it would hit the item that has moved under the pointer.
    /// </summary>
    static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(600);

    readonly CancellationTokenSource gone = new();
    CancellationTokenSource filling = new();
    LabAddress address = new();
    IReadOnlyList<(UserId Id, SessionState State)> latest = [];
    IReadOnlyList<LabArmChoice> choices = [];
    IReadOnlyList<string> models = [];
    LabPlay? play;
    LabStep? shown;
    string? problem, notice;
    bool isBusy, isResting, isRouted, showsVisits;
    bool isShopNew; // while the page was busy
    long askedAt; // the catalogue's version when the slate in sight was asked for
    (ShopSource Source, bool IsReady)? offeredFor;

    bool CanAct => shown is not null && !isBusy && !isResting && bench.IsCurrent(shown.Slate);

    ItemId? NextItem => shown!.Number < play!.Count ? play.Script.CauseOf(shown.Number + 1)!.Act.ItemId : null;

    string Ahead => play!.Count - shown!.Number is 1 ? "There is one step after this one; an action here takes its place." : $"There are {play.Count - shown.Number} steps after this one; an action here takes their place.";

    string WhoWords => address.Who switch
    {
        { Kind: StudioShopperKind.Persona, Id: var persona } => persona,
        { Kind: StudioShopperKind.User, Id: var shopper } => $"Shopper {shopper}, as of {Formatting.Time(Began(address))}",
        { Kind: StudioShopperKind.Session, Id: var visit } => $"Shopper {play!.Script.User}, logged visit {visit}",
        _ => "Anonymous",
    };

    protected override async Task OnInitializedAsync()
    {
        navigation.LocationChanged += OnLocationChanged;
        status.Changed += OnStatusChanged;
        desk.Changed += OnDeskChanged;
        var query = new Uri(navigation.Uri).Query;
        var next = await ReadAsync(query.Length > 0 ? query : memory.Recall(LabAddress.Page));
        Offer();
        if (RendererInfo.IsInteractive) await OpenAsync(next);
        else address = next;
    }

    /// <summary>A choice on the page: played at once, then written to the address.</summary>
    async Task GoAsync(LabAddress next)
    {
        Pause();
        (problem, notice) = (null, null);
        await OpenAsync(next);
    }

    /// <summary>A logged visit begins at its start; the list makes place for it.</summary>
    async Task OpenVisitAsync(StudioShopper visit)
    {
        showsVisits = false;
        await GoAsync(address.For(visit) with { At = 1 });
        if (module is not null) await module.InvokeVoidAsync("focus", gone.Token, "[data-lab-key='play']");
    }

    void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0] == LabAddress.Page) _ = InvokeAsync(() => GuardAsync(() => FollowAsync(e.Location)));
    }

    void OnStatusChanged(ShopPhase phase) => _ = InvokeAsync(() => GuardAsync(FollowShopAsync));

    /// <summary>A draft that was edited or a revision that went live: both sides are looked at again.</summary>
    void OnDeskChanged(DeskChange change) => _ = InvokeAsync(() => GuardAsync(async () =>
    {
        choices = arms.Choices();
        if (play is not null) await OpenAsync(address);
    }));

    /// <summary>Back, forth, or a link: the address leads.</summary>
    async Task FollowAsync(string location)
    {
        var query = new Uri(location).Query;
        memory.Remember(LabAddress.Page, query);
        var (expanded, _) = await addresses.ExpandAsync(LabAddress.Page, query);
        if (expanded == address.Search) return;
        Pause();
        (problem, notice) = (null, null);
        await OpenAsync(await ReadAsync(query));
    }

    /// <summary>While a shop is made, slates are empty: they follow by themselves. In a shop that was replaced the play begins anew.</summary>
    async Task FollowShopAsync()
    {
        Offer();
        if (shown is null) return;
        isShopNew = isBusy;
        if (isBusy) return;
        if (shown.Slate.Items.Count > 0 && !bench.IsCurrent(shown.Slate))
        {
            await GoAsync(address.For(StudioShopper.Anonymous));
            notice = "Another shop has taken the place of the one that was played. This is a new visit, to the new shop.";
        }
        else if (shown.Slate.Items.Count == 0 && bench.CatalogVersion != askedAt) await AskAgainAsync();
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

    /// <summary>Shows what an address holds: what of it is the same as before is kept. What cannot be played leaves the rest, and the reason.</summary>
    Task OpenAsync(LabAddress next) => BusyAsync(async () =>
    {
        if (next.Began is null && next.Who.Kind != StudioShopperKind.Session) next = next with { Began = time.GetUtcNow().ToUnixTimeMilliseconds() };
        var script = play is not null && next.IsSamePlay(address) ? play.Script : await ScriptAsync(next);
        if (script is null)
        {
            next = next.For(StudioShopper.Anonymous) with { Began = time.GetUtcNow().ToUnixTimeMilliseconds() };
            script = (await ScriptAsync(next))!;
        }
        var (scene, sides) = await SceneAsync(next);
        play = play is not null && play.Scene.IsSame(scene) ? play.With(script) : new LabPlay(bench, script, scene);
        address = sides;
        await ShowAsync(Math.Clamp(sides.At ?? play.Count, 1, play.Count));
    });

    async Task<LabScript?> ScriptAsync(LabAddress next)
    {
        var (script, why) = await scripts.BuildAsync(next.Who, Began(next), next.UpTo, next.Acts, gone.Token);
        if (script is null) problem = $"{why} An anonymous visit is played.";
        return script;
    }

    async Task<(LabScene Scene, LabAddress Address)> SceneAsync(LabAddress next)
    {
        var (side, why) = await arms.ResolveAsync(next.Side, gone.Token);
        if (side is null)
        {
            problem = why;
            next = next with { Side = LabArm.Live };
            (side, _) = await arms.ResolveAsync(next.Side, gone.Token);
        }
        if (next.Other is null) return (new LabScene(next.Placement, next.Count, [side!.Value]), next);
        var (other, whyNot) = await arms.ResolveAsync(next.Other, gone.Token);
        if (other is not null) return (new LabScene(next.Placement, next.Count, [side!.Value, other.Value]), next);
        problem = whyNot;
        return (new LabScene(next.Placement, next.Count, [side!.Value]), next with { Other = null });
    }

    /// <summary>Steps back or forth: nothing is lost.</summary>
    Task LookAsync(int number) => BusyAsync(() => ShowAsync(Math.Clamp(number, 1, play!.Count)));

    /// <summary>Something done by hand: logged, and then the step after the one in sight. What stood there before is given up.</summary>
    Task ActAsync(LabAct act, int? position) => !CanAct ? Task.CompletedTask : BusyAsync(async () =>
    {
        (notice, problem) = (null, null);
        if (shown!.Number == LabScript.MaxSteps)
        {
            notice = $"A play has at most {LabScript.MaxSteps} steps. Step back to act there, or begin a new visit.";
            return;
        }
        var began = address.Began ?? time.GetUtcNow().ToUnixTimeMilliseconds();
        var (logged, why) = await bench.LogAsync(play!.Script.User, LabScripts.VisitOf(began), act, position, gone.Token);
        problem = why;
        if (why is not null) return;
        var byHand = Math.Max(0, shown.Number - 1 - (play.Script.Steps.Count - address.Acts.Length));
        address = address with
        {
            Began = began,
            UpTo = address.Who.Kind == StudioShopperKind.Session ? shown.Number - 1 - byHand : null,
            Acts = [.. address.Acts.Take(byHand), act],
            At = null,
        };
        play = play.With(play.Script.Branch(shown.Number, act, Began(address), logged));
        await ShowAsync(play.Count);
    });

    Task AskAgainAsync() => BusyAsync(() =>
    {
        play = new LabPlay(bench, play!.Script, play.Scene);
        return ShowAsync(shown!.Number);
    });

    async Task ShowAsync(int number)
    {
        askedAt = bench.CatalogVersion;
        var of = play!;
        var step = await of.ShowAsync(number, gone.Token);
        if (play != of) return; // something else was chosen meanwhile
        shown = step;
        address = address with { At = number == play.Count ? null : number };
        _ = FillAsync(of);
        await WriteAddressAsync();
    }

    /// <summary>The browser's address follows the page; not before its router is there, or it would load the whole page again.</summary>
    async Task WriteAddressAsync()
    {
        if (!isRouted || shown is null) return;
        var path = await addresses.PathOfAsync(LabAddress.Page, address.Search);
        // whoever went to another page meanwhile is not called back
        var now = navigation.ToBaseRelativePath(navigation.Uri);
        if (gone.IsCancellationRequested || now.Split('?', '#')[0] != LabAddress.Page) return;
        if (now != path) _ = GuardAsync(() => bar.WriteAsync(path)); // the next step waits for no browser
    }

    /// <summary>The steps that nobody has looked at yet, one after another, so that the timeline tells of all.</summary>
    async Task FillAsync(LabPlay of)
    {
        await filling.CancelAsync();
        filling.Dispose();
        var mine = filling = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
        await GuardAsync(async () =>
        {
            try
            {
                for (var number = 1; number <= of.Count; number++)
                {
                    if (of.Find(number) is not null) continue;
                    await of.ShowAsync(number, mine.Token);
                    if (number % 10 == 0) StateHasChanged();
                }
            }
            catch (OperationCanceledException) when (mine.IsCancellationRequested)
            {
            }
        });
    }

    async Task BusyAsync(Func<Task> work)
    {
        isBusy = true;
        try
        {
            await work();
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

    /// <summary>Looked for anew with another shop or model, not with each report of progress: it reads all shoppers.</summary>
    void Offer()
    {
        var phase = (status.Current.Source, status.Current.IsReady);
        if (offeredFor == phase) return;
        offeredFor = phase;
        latest = shoppers.Latest(ShoppersOffered);
        choices = arms.Choices();
        models = arms.Models();
    }

    /// <summary>What an address asks for; where it names what does not exist, the rest of it and the reason.</summary>
    async Task<LabAddress> ReadAsync(string query)
    {
        (query, problem) = await addresses.ExpandAsync(LabAddress.Page, query);
        var parameters = QueryHelpers.ParseQuery(query);
        StringValues Value(string name) => parameters.GetValueOrDefault(name);
        problem ??= LabAddress.Problem(Value);
        return LabAddress.Parse(Value);
    }

    static DateTimeOffset Began(LabAddress address) => DateTimeOffset.FromUnixTimeMilliseconds(address.Began ?? 0);
}
