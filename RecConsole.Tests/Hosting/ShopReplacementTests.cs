using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Storage;
using RecConsole.Tests.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class ShopReplacementTests : IAsyncLifetime
{
    static readonly DateTimeOffset Past = new(2011, 12, 9, 12, 0, 0, TimeSpan.Zero);

    RunningConsole console = null!;

    public async Task InitializeAsync()
    {
        console = await RunningConsole.StartAsync();
        await Get<ShopLoader>().Loaded;
    }

    public async Task DisposeAsync() => await console.DisposeAsync();

    T Get<T>() where T : notnull => console.Services.GetRequiredService<T>();

    string[] ItemIds => Get<CatalogStore>().Current.Items.ToArray().Select(item => item.Id.Value).ToArray();

    string[] EventIds => Get<EventTable>().ReadAll().Select(e => e.Id.Value).ToArray();

    static ImportedShop Shop(ImportScope scope, string[] items, params string[] events) => new("test",
        items.Select(id => new Item(new ItemId(id), "imported " + id)).ToList(),
        events.Select((id, n) => SampleEvents.View(id, "u-" + id, "i-" + id) with { Timestamp = Past.AddMinutes(n), Origin = EventOrigin.Imported }).ToList(),
        new ImportAccount()) { Scope = scope };

    Task ReplaceAsync(ImportScope scope, string[] items, params string[] events) => Get<ShopReplacement>().ReplaceAsync(Shop(scope, items, events));

    async Task SendAsync(EventOrigin origin, string id) =>
        await Get<EventQueue>().TryEnqueue([SampleEvents.View(id) with { Origin = origin }])!;

    [Fact]
    public async Task Replace_WholeShop_TakesThePlaceOfEverything()
    {
        await Get<CatalogWriter>().ChangeAsync(_ => [new Item(new ItemId("own"), "Own")]);
        await SendAsync(EventOrigin.Live, "live");

        await ReplaceAsync(ImportScope.Shop, ["a", "b"], "e1", "e2");

        Assert.Equal(["a", "b"], ItemIds);
        Assert.Equal(["e1", "e2"], EventIds);
        Assert.Equal(ShopSource.Imported, Get<ShopStatus>().Current.Source);
        Assert.Equal(Past.AddMinutes(1), Get<ShopClock>().Now);
        Assert.Empty(Get<SessionStore>().Find(new UserId("u1"), null).Recent);
        Assert.Single(Get<SessionStore>().Find(new UserId("u-e2"), null).Recent);
    }

    [Fact]
    public async Task Replace_EventsOfAnOwnShop_KeepsItemsAndLiveEventsAndTheClock()
    {
        await Get<CatalogWriter>().ChangeAsync(_ => [new Item(new ItemId("a"), "Own a")]);
        await SendAsync(EventOrigin.Live, "live");
        await ReplaceAsync(ImportScope.Events, ["a", "stand-in"], "old");

        await ReplaceAsync(ImportScope.Events, ["a", "other"], "new");

        Assert.Equal(["a", "stand-in", "other"], ItemIds);
        Assert.Equal("Own a", Get<CatalogStore>().Current[0].Title);
        Assert.Equal(["live", "new"], EventIds);
        Assert.Equal(ShopSource.Own, Get<ShopStatus>().Current.Source);
        Assert.Null(Get<ShopClock>().HistoryEnd);
    }

    [Fact]
    public async Task Replace_CatalogThenEventsOfAnEmptyShop_IsAnImportedShop()
    {
        await ReplaceAsync(ImportScope.Catalog, ["a", "b"]);
        Assert.Null(Get<ShopClock>().HistoryEnd);
        await ReplaceAsync(ImportScope.Events, ["c"], "e1");
        await ReplaceAsync(ImportScope.Catalog, ["b", "d"]);

        Assert.Equal(["a", "b", "c", "d"], ItemIds);
        Assert.Equal(["e1"], EventIds);
        Assert.Equal(ShopSource.Imported, Get<ShopStatus>().Current.Source);
        Assert.Equal(Past, Get<ShopClock>().HistoryEnd);
    }

    [Fact]
    public async Task Replace_CatalogOfAShopWithEvents_TouchesNothingThatEventsMade()
    {
        await ReplaceAsync(ImportScope.Shop, ["a", "b"], "e1", "e2");
        await SendAsync(EventOrigin.Live, "live");
        var slate = new SlateRecord(new SlateId("s1"), TimeProvider.System.GetUtcNow(), "home", "default", "r", "m")
        {
            SessionId = new SessionId("s"),
            Slots = [new SlateSlot(new ItemId("a"), 1, 0, 1)],
        };
        Get<AttributionIndex>().Observe(slate);
        var (session, generation, events) = (Get<SessionStore>().Find(new UserId("u-e1"), null), Get<CatalogStore>().Current.Generation, Get<LogQuality>().EventCount);

        await ReplaceAsync(ImportScope.Catalog, ["b", "c"]);

        Assert.Equal(["a", "b", "c"], ItemIds);
        Assert.Equal(generation, Get<CatalogStore>().Current.Generation);
        Assert.Same(session, Get<SessionStore>().Find(new UserId("u-e1"), null));
        Assert.Single(Get<AttributionIndex>().LatestShowing(new ItemId("a"), 5));
        Assert.Equal(events, Get<LogQuality>().EventCount);
        Assert.Equal(Past.AddMinutes(1), Get<ShopClock>().HistoryEnd);
    }

    [Fact]
    public async Task Replace_WhileOthersLook_IsSeenBeforeOrAfterAndNeverHalf()
    {
        await ReplaceAsync(ImportScope.Shop, ["a"], "e1");
        var seen = new ConcurrentDictionary<(int Items, long Events, int Shoppers), bool>();
        using var done = new CancellationTokenSource();
        var looking = Task.Run(() =>
        {
            while (!done.IsCancellationRequested) seen.TryAdd((Get<CatalogStore>().Current.Count, Get<LogQuality>().EventCount, Get<SessionStore>().UserCount), true);
        });

        await ReplaceAsync(ImportScope.Shop, ["x", "y"], [.. Enumerable.Range(0, 30_000).Select(n => $"n{n}")]);
        await done.CancelAsync();
        await looking;

        // the three are read one after another: each is the old or the new one
        Assert.All(seen.Keys, state =>
        {
            Assert.True(state.Items is 1 or 2, $"{state}");
            Assert.True(state.Events is 1 or 30_000, $"{state}");
            Assert.True(state.Shoppers is 1 or 30_000, $"{state}");
        });
    }

    [Fact]
    public async Task Replace_AnotherShop_ChangesItsNameWithItsItems()
    {
        await Get<CatalogWriter>().ChangeAsync(_ => [new Item(new ItemId("own"), "Own")]);
        var phases = new List<(ShopSource Source, int Items, bool IsReady)>();
        Get<ShopStatus>().Changed += phase =>
        {
            lock (phases) phases.Add((phase.Source, Get<CatalogStore>().Current.Count, phase.IsReady));
        };

        await ReplaceAsync(ImportScope.Shop, ["a", "b"], "e1", "e2");

        lock (phases) // the model's fit goes on telling of itself
        {
            Assert.DoesNotContain(phases, seen => seen.Source == ShopSource.Imported && seen.Items != 2);
            Assert.Contains((ShopSource.Imported, 2, false), phases);
        }
    }

    [Fact]
    public async Task Import_ThroughTheServer_IsToldOnEveryPage()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "items.csv");
        await File.WriteAllTextAsync(file, "id,title\na,A\n");
        var tasks = new ConcurrentBag<string?>();
        Get<ShopStatus>().Changed += phase => tasks.Add(phase.Task);

        await Get<ShopImports>().RunAsync(new ImportRequest("catalog-csv", [file], ColumnMap.Empty), Person.CommandLine);

        var entry = Assert.Single(Get<AuditTable>().Read(new AuditFilter { Action = AuditAction.ShopImported }, 10));
        Assert.Equal(("Command line", "shop:catalog"), (entry.ActorName, entry.Subject));
        Assert.Contains("\"items\":1", entry.After, StringComparison.Ordinal);


        Assert.Contains("Importing items.csv: putting the items in place", tasks);
        Assert.Null(Get<ShopStatus>().Current.Task);
    }

    [Fact]
    public async Task Replace_Failing_LeavesEverythingAsItWas()
    {
        await ReplaceAsync(ImportScope.Shop, ["a"], "e1");
        var broken = Shop(ImportScope.Shop, ["x", "y"], "e2") with { Items = [new Item(new ItemId("x"), "X"), new Item(new ItemId("y"), null!)] };

        await Assert.ThrowsAnyAsync<Exception>(() => Get<ShopReplacement>().ReplaceAsync(broken));

        Assert.Equal(["a"], ItemIds);
        Assert.Equal(["e1"], EventIds);
        Assert.Equal(["a"], Get<ItemTable>().ReadAll().Select(item => item.Id.Value));
        Assert.Single(Get<SessionStore>().Find(new UserId("u-e1"), null).Recent);
    }

    [Fact]
    public async Task Write_SimulatedEventsAfterTheDemoIsGone_AreDropped()
    {
        await ReplaceAsync(ImportScope.Shop, ["a"], "e1");

        var receipt = await Get<EventQueue>().TryEnqueue([SampleEvents.View("s") with { Origin = EventOrigin.Simulated }])!;

        Assert.Equal(default, receipt);
        Assert.Equal(["e1"], EventIds);
    }

    [Fact]
    public async Task Replace_AnotherShop_FitsItsModel()
    {
        await ReplaceAsync(ImportScope.Shop, ["i-e1"], "e1", "e2");
        await Eventually.HoldsAsync(() => Get<ShopStatus>().Current.IsReady, "the model is fitted");
        var first = Get<ModelStore>().Current!.Artifact;
        Assert.True(first.Vocabulary.IndexOf(new ItemId("i-e1")) >= 0);

        await ReplaceAsync(ImportScope.Shop, ["i-f1"], "f1", "f2", "f3");
        await Eventually.HoldsAsync(() => Get<ModelStore>().Current is { } model && model.Artifact != first, "the model is fitted");

        Assert.True(Get<ModelStore>().Current!.Artifact.Vocabulary.IndexOf(new ItemId("i-e1")) < 0);
        Assert.Equal([true, false], Get<ModelTable>().ReadAll().Select(model => model.Published));
    }

    [Fact]
    public async Task Restart_FittedModel_ServesAtOnce()
    {
        using var folder = new TemporaryFolder();
        await ShopReplacement.ReplaceOfflineAsync(folder.Path, Shop(ImportScope.Shop, ["i-e1"], "e1", "e2"), TimeProvider.System);
        string hash;
        await using (var first = await RunningConsole.StartAsync(dataFolder: folder.Path))
        {
            await Eventually.HoldsAsync(() => first.Services.GetRequiredService<ShopStatus>().Current.IsReady, "the model is fitted");
            hash = first.Services.GetRequiredService<ModelStore>().Current!.Artifact.Hash;
        }

        await using var second = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await second.Services.GetRequiredService<ShopLoader>().Loaded;

        Assert.True(second.Services.GetRequiredService<ShopStatus>().Current is { IsReady: true, Source: ShopSource.Imported });
        Assert.Equal(hash, second.Services.GetRequiredService<ModelStore>().Current!.Artifact.Hash);
        Assert.Equal(Past.AddMinutes(1), second.Services.GetRequiredService<ShopClock>().Now);
    }

    [Fact]
    public async Task ReplaceOffline_DirectoryOfARunningServer_IsRefused()
    {
        var failure = await Assert.ThrowsAsync<EngineStartException>(() =>
            ShopReplacement.ReplaceOfflineAsync(console.DataFolder, Shop(ImportScope.Shop, ["a"]), TimeProvider.System));

        Assert.Contains(console.DataFolder, failure.Message, StringComparison.Ordinal);
    }
}
