using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Auth;
using RecConsole.Web.Components.Shared;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>
/// A strategy's workplace: what is edited makes a draft, and beside it live and draft are ranked for one shopper. The address
/// says for whom and what is open; the draft is the server's.
/// </summary>
public sealed partial class StudioPage : IDisposable
{
    const int ShoppersOffered = 15;

    readonly CancellationTokenSource gone = new();
    StudioAddress address = new();
    StudioSession? session;
    StrategyRevision? sliding;
    StudioComparison? comparison;
    WhyAnswer? answer;
    string? answerProblem;
    LatestWork<(StudioRequest Request, StrategyRevision Live, StrategyRevision Draft)>? previews;
    LatestWork<(StudioRequest Request, StrategyRevision Draft, ItemId Item, int Rank)>? answers;
    IReadOnlyList<(UserId Id, SessionState State)> latest = [];
    IReadOnlyList<string> categories = [];
    IReadOnlyList<RuleConflict> conflicts = [];
    bool isStale, isAsking, showsBounds, isRead, isRouted;
    StudioSeat? seat;
    IReadOnlyList<StudioSeat> others = [];

    static readonly IReadOnlyList<Tab> Tabs = [new("ranking", "Ranking"), new("rules", "Rules"), new("impact", "Impact"), new("history", "History")];

    [Parameter] public string Key { get; set; } = "";

    [Inject] StrategyStore Strategies { get; set; } = default!;
    [Inject] StrategyDesk Desk { get; set; } = default!;
    [Inject] ImpactDesk Impact { get; set; } = default!;
    [Inject] ConditionIndex Conditions { get; set; } = default!;
    [Inject] ShopClock Clock { get; set; } = default!;
    [Inject] TimeProvider Time { get; set; } = default!;
    [Inject] StudioPreview Preview { get; set; } = default!;
    [Inject] StudioShoppers Shoppers { get; set; } = default!;
    [Inject] CatalogStore Store { get; set; } = default!;
    [Inject] CatalogBrowser Browser { get; set; } = default!;
    [Inject] ShopStatus Status { get; set; } = default!;
    [Inject] DraftTrails Trails { get; set; } = default!;
    [Inject] StudioPresence Presence { get; set; } = default!;
    [Inject] PageMemory Memory { get; set; } = default!;
    [Inject] ShortAddresses Addresses { get; set; } = default!;
    [Inject] AddressBar Bar { get; set; } = default!;
    [Inject] Visitor Visitor { get; set; } = default!;
    [Inject] Toasts Toasts { get; set; } = default!;
    [Inject] NavigationManager Navigation { get; set; } = default!;

    /// <summary>What the draft is now, a slider that is being dragged included.</summary>
    StrategyRevision Shown => sliding ?? Draft;

    StrategyRevision Draft => session!.Content;

    StrategyRevision Live => session!.Live;

    Person Who => Visitor.Person;

    DraftStep Step => Desk.StepOf(Key, Who, conflicts.Count);

    string Active => Tabs.Any(tab => tab.Key == address.Tab) ? address.Tab! : Tabs[0].Key;

    bool CanEdit => Who.May(Permission.EditDrafts);

    string? Missing => Visitor.Missing(Permission.EditDrafts);

    string PathOfPage => "strategies/" + Uri.EscapeDataString(Key);

    StudioItem? LiveItem => address.ItemId is { } id ? comparison?.Live.Find(id) : null;

    StudioItem? DraftItem => address.ItemId is { } id ? comparison?.Draft.Find(id) : null;

    protected override void OnInitialized()
    {
        previews = new(ShowAsync);
        answers = new(AnswerAsync);
        Navigation.LocationChanged += OnLocationChanged;
        Status.Changed += OnStatusChanged;
        Desk.Changed += OnDeskChanged;
        Presence.Changed += OnPresenceChanged;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (session?.Key == Key) return;
        session = Desk.Find(Key) is { } entry ? new StudioSession(Desk, Strategies, entry, Trails, Who.Id) : null;
        var (query, problem) = await Addresses.ExpandAsync(PathOfPage, new Uri(Navigation.Uri).Query);
        address = Parse(query.Length > 0 ? query : Memory.Recall(PathOfPage));
        if (session is null) return;
        isRead = true;
        if (problem is not null && RendererInfo.IsInteractive) Toasts.Warning(problem);
        SitDown();
        Offer();
        FindConflicts();
        await RefreshAsync();
    }

    // The address is corrected once the browser's router is there: before that it would load the whole page again.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (isRouted || !isRead) return;
        isRouted = true;
        if (Parse(new Uri(Navigation.Uri).Query) != address) await Bar.WriteAsync(PathOfPage + address.Search);
    }

    /// <summary>Shows what the draft is now for whom it is previewed; ends when that is on the page or nobody wants it any more.</summary>
    Task RefreshAsync() => Task.WhenAll(PreviewAsync(), AskAsync());

    Task PreviewAsync()
    {
        if (session is null) return Task.CompletedTask;
        isStale = true;
        return previews!.OfferAsync((address.Request, Live, Shown));
    }

    Task AskAsync()
    {
        if (session is null) return Task.CompletedTask;
        if (address.WhyId is not { } item)
        {
            (answer, answerProblem) = (null, null);
            return Task.CompletedTask;
        }
        isAsking = true;
        return answers!.OfferAsync((address.Request, Draft, item, address.Rank));
    }

    async Task ShowAsync((StudioRequest Request, StrategyRevision Live, StrategyRevision Draft) wish, CancellationToken cancellation)
    {
        var next = await Preview.CompareAsync(wish.Request, wish.Live, wish.Draft, cancellation);
        cancellation.ThrowIfCancellationRequested();
        // while the engine cannot rank, the older figures stay, dimmed
        comparison = next.Problem is not null && comparison is { Problem: null } ? comparison with { Problem = next.Problem } : next;
        isStale = next.Problem is not null;
        if (!gone.IsCancellationRequested) StateHasChanged();
    }

    async Task AnswerAsync((StudioRequest Request, StrategyRevision Draft, ItemId Item, int Rank) wish, CancellationToken cancellation)
    {
        var next = await Preview.AskAsync(wish.Request, wish.Draft, wish.Item, wish.Rank, cancellation);
        cancellation.ThrowIfCancellationRequested();
        answer = next;
        answerProblem = next is not null ? null : Store.Current.Find(wish.Item) is null ? $"The catalogue has no item '{wish.Item}'. Find another." : "The engine could not rank. Ask again in a moment.";
        isAsking = false;
        if (!gone.IsCancellationRequested) StateHasChanged();
    }

    Task SlideAsync(StrategyRevision next)
    {
        sliding = ReferenceEquals(next, Draft) ? null : next;
        return PreviewAsync();
    }

    Task EditAsync(StudioEdit edit) => DraftTrail.SameContent(edit.Next, Draft) ? KeepAsync(false) : ChangeDraftAsync(() => KeepAsync(session!.Trail.Add(edit.Next, edit.Words)));

    Task UndoAsync() => ChangeDraftAsync(() => KeepAsync(session!.Trail.Undo()));

    Task RedoAsync() => ChangeDraftAsync(() => KeepAsync(session!.Trail.Redo()));

    /// <summary>What the draft became is shown and saved, both at once.</summary>
    Task KeepAsync(bool isChanged)
    {
        sliding = null;
        if (isChanged)
        {
            seat?.NoteEdit();
            FindConflicts();
        }
        return Task.WhenAll(RefreshAsync(), isChanged ? session!.SaveAsync(Who) : Task.CompletedTask);
    }

    void FindConflicts() => conflicts = RuleConflicts.Find(Draft, Store.Current, Conditions, Clock.Now, Time.GetUtcNow());

    /// <summary>A change that the content may refuse: what is wrong is said, and nothing happens.</summary>
    Task TryEditAsync(Func<StudioEdit> edit)
    {
        try
        {
            return EditAsync(edit());
        }
        catch (ArgumentException fault)
        {
            Toasts.Error(fault.Message);
            return Task.CompletedTask;
        }
    }

    Task PinAsync((ItemId Item, int Slot) pin) => TryEditAsync(() => StudioRules.Pin(Draft, pin.Item, pin.Slot, Name(pin.Item), RuleScope));

    Task UnpinAsync(ItemId item) => TryEditAsync(() => StudioRules.Unpin(Draft, item, Name(item)));

    Task RuleForItemAsync((ItemId Item, RuleKind Kind) rule) => TryEditAsync(() => StudioRules.ForItem(Draft, rule.Item, rule.Kind, Name(rule.Item)));

    Task ApplyAsync(RankChange change) => TryEditAsync(() => StudioRules.Apply(Draft, change));

    /// <summary>A pin that is set where one looks holds where one looks.</summary>
    RequestCondition RuleScope => new()
    {
        Placements = [address.Placement],
        CategoryPages = address.Category is { } category ? [category] : [],
        QueryWords = address.Query is { } query ? [query] : [],
    };

    bool IsPinned(ItemId item) => Draft.Rules.Any(rule => rule.PinnedId == item.Value);

    string Name(ItemId item) => Store.Current.Find(item)?.Title ?? item.Value;

    Task ChangeAsync(StudioAddress next)
    {
        Navigation.NavigateTo(PathOfPage + next.Search, replace: true);
        return Task.CompletedTask;
    }

    Task SelectAsync(ItemId? item) => ChangeAsync(address with { Item = item == address.ItemId ? null : item?.Value });

    Task WhyAsync(ItemId? item) => ChangeAsync(address with { Why = item?.Value });

    void OnLocationChanged(object? sender, LocationChangedEventArgs e)
    {
        if (Navigation.ToBaseRelativePath(e.Location).Split('?', '#')[0] == PathOfPage) _ = InvokeAsync(() => GuardAsync(() => FollowAsync(e.Location)));
    }

    /// <summary>Back, forth, or a link: the address leads.</summary>
    Task FollowAsync(string location)
    {
        var next = Parse(new Uri(location).Query);
        Memory.Remember(PathOfPage, new Uri(location).Query);
        var (before, isFirst) = (address, address == next);
        address = next;
        if (isFirst || session is null) return Task.CompletedTask;
        if (before.Request != next.Request) return RefreshAsync();
        return before.Why != next.Why || before.Rank != next.Rank ? AskAsync() : Task.CompletedTask;
    }

    /// <summary>Whom and where one can choose: as of now, and again when the shop changes.</summary>
    void Offer()
    {
        latest = Shoppers.Latest(ShoppersOffered);
        categories = [.. Browser.List(CatalogFilter.None, CancellationToken.None).Facets.Categories.Select(facet => facet.Value).Order(StringComparer.OrdinalIgnoreCase)];
    }

    void OnDeskChanged(DeskChange change)
    {
        if (change.Key == Key) _ = InvokeAsync(() => GuardAsync(FollowDeskAsync));
    }

    /// <summary>Another window, another person or a schedule changed the draft or what is live.</summary>
    Task FollowDeskAsync()
    {
        var (draft, live) = (Draft, Live);
        if (session?.Follow() != true || ReferenceEquals(draft, Draft) && live.Hash == Live.Hash) return Task.CompletedTask;
        (sliding, waiting) = (null, null); // what waits was made of a draft that is no more
        if (asked is not null && session.Entry.Draft is null)
        {
            asked = null;
            Toasts.Warning("The draft went live or was discarded meanwhile: there is nothing left to do with it.");
        }
        FindConflicts();
        return RefreshAsync();
    }

    /// <summary>Not for the prerendered page, which is gone at once.</summary>
    void SitDown()
    {
        seat?.Dispose();
        if (!RendererInfo.IsInteractive) return;
        seat = Presence.Enter(Key, Who);
        others = Presence.Others(seat);
    }

    void OnPresenceChanged(string key)
    {
        if (key != Key || seat is not { } mine) return;
        _ = InvokeAsync(() => GuardAsync(() =>
        {
            others = Presence.Others(mine);
            return Task.CompletedTask;
        }));
    }

    void OnStatusChanged(ShopPhase phase) => _ = InvokeAsync(() => GuardAsync(() =>
    {
        Offer();
        return RefreshAsync();
    }));

    /// <summary>What other threads set off ends on the page, its errors included.</summary>
    async Task GuardAsync(Func<Task> work)
    {
        if (gone.IsCancellationRequested) return;
        try
        {
            var doing = work();
            StateHasChanged();
            await doing;
            if (!gone.IsCancellationRequested) StateHasChanged();
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested)
        {
        }
        catch (Exception error)
        {
            await DispatchExceptionAsync(error);
        }
    }

    static StudioAddress Parse(string query)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        return StudioAddress.Parse(name => parameters.TryGetValue(name, out var value) ? value.ToString() : null);
    }

    public void Dispose()
    {
        Navigation.LocationChanged -= OnLocationChanged;
        Status.Changed -= OnStatusChanged;
        Desk.Changed -= OnDeskChanged;
        Presence.Changed -= OnPresenceChanged;
        seat?.Dispose();
        gone.Cancel();
        gone.Dispose();
        previews?.Dispose();
        answers?.Dispose();
    }
}
