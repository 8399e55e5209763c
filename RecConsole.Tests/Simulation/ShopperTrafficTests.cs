using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

public sealed class ShopperTrafficTests
{
    static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Traffic_EveryClick_NamesASlateThatShowedItThereToThatSession()
    {
        var shop = new SimulatedShop(SimulatedShop.ByPopularity());
        await shop.RunAsync(2 * Minute);
        var slates = shop.Served.ToDictionary(served => served.Slate.Id);
        var clicks = shop.Log.Where(e => e.Kind == EventKind.Click).ToList();

        Assert.True(clicks.Count > 300);
        Assert.All(clicks, click =>
        {
            var (request, slate) = slates[click.SlateId!.Value];
            Assert.Equal(click.ItemId, slate.Items[click.Position!.Value - 1].ItemId);
            Assert.Equal((request.SessionId, request.UserId), (click.SessionId, click.UserId));
        });
    }

    [Fact]
    public async Task Traffic_All_IsMarkedSimulatedAndValid()
    {
        var shop = new SimulatedShop(SimulatedShop.ByPopularity());
        await shop.RunAsync(2 * Minute);
        var validator = new EventValidator(TimeProvider.System);

        Assert.All(shop.Served, served => Assert.True(served.Request.Simulated));
        Assert.All(shop.Log, e => Assert.Equal(EventOrigin.Simulated, e.Origin));
        Assert.Equal(shop.Log.Count, shop.Log.Select(e => e.Id).Distinct().Count());
        Assert.Equal(shop.Traffic.EventCount, shop.Log.Count);
        Assert.All(shop.Log, e =>
        {
            validator.Validate(new EventDraft
            {
                EventId = e.Id.Value, Type = e.Kind.Name(), UserId = e.UserId.Value, SessionId = e.SessionId.Value, ItemId = e.ItemId?.Value, Quantity = e.Quantity,
                Price = e.Price, Query = e.Query, SlateId = e.SlateId?.Value, Position = e.Position, DwellSeconds = e.DwellSeconds,
            }, EventOrigin.Simulated, out var reason);
            Assert.Null(reason);
        });
        Assert.Equal(["cart", "category", "home", "item"], shop.Served.Select(served => served.Request.Placement).Distinct().Order());
        Assert.Subset(ShopVocabulary.Default.Departments.Select(department => department.Name).ToHashSet(), shop.Served.Select(served => served.Request.Context.Category).OfType<string>().ToHashSet());
    }

    [Fact]
    public async Task Traffic_Purchases_WereInTheCartOfTheSameVisit()
    {
        var shop = new SimulatedShop(SimulatedShop.ByOracle(), visitsPerMinute: 900);
        await shop.RunAsync(2 * Minute);
        var bought = shop.Log.Where(e => e.Kind == EventKind.Purchase).ToList();

        Assert.NotEmpty(bought);
        Assert.All(bought, purchase => Assert.Contains(shop.Log, e =>
            e.Kind == EventKind.AddToCart && e.SessionId == purchase.SessionId && e.ItemId == purchase.ItemId && e.Timestamp <= purchase.Timestamp));
    }

    [Fact]
    public async Task Traffic_Pace_FollowsTheOption()
    {
        var shop = new SimulatedShop(SimulatedShop.AtRandom(), visitsPerMinute: 300);
        await shop.RunAsync(3 * Minute);

        Assert.InRange(shop.Traffic.VisitCount, 750, 1050); // 900 ± 5 standard deviations of a Poisson count
        Assert.InRange(shop.Served.Count / 180.0, 12, 30);
    }

    [Fact]
    public async Task Traffic_SameSeedAndStart_DoesTheSame()
    {
        var first = new SimulatedShop(SimulatedShop.ByPopularity());
        var second = new SimulatedShop(SimulatedShop.ByPopularity());
        var other = new SimulatedShop(SimulatedShop.ByPopularity(), seed: 2);
        foreach (var shop in new[] { first, second, other }) await shop.RunAsync(Minute / 2);

        Assert.Equal(first.Log, second.Log);
        Assert.NotEqual(first.Log.Select(e => e.UserId), other.Log.Select(e => e.UserId));
    }

    [Fact]
    public async Task Traffic_QueueFull_WaitsAndLosesNothing()
    {
        var shop = new SimulatedShop(SimulatedShop.ByPopularity(), queueCapacity: 50);
        await shop.RunAsync(Minute / 4);
        var blocker = shop.Queue.TryEnqueue([.. Enumerable.Range(0, 50).Select(n => new ShopEvent(new EventId($"other-{n}"), EventKind.View, new UserId("u"), new SessionId("s"), SimulatedShop.Start) { ItemId = new ItemId("i") })]);
        Assert.NotNull(blocker);
        Assert.True(shop.Queue.Reader.TryRead(out var stuck));
        var (asked, logged) = (shop.Served.Count, shop.Log.Count);

        await shop.RunAsync(Minute);
        var askedMeanwhile = shop.Served.Count - asked;
        shop.Queue.Release(stuck!);
        await shop.RunAsync(Minute / 4);

        Assert.True(askedMeanwhile < 40, $"{askedMeanwhile} slates were asked for while nothing could be logged");
        Assert.True(shop.Log.Count > logged);
        Assert.Equal(shop.Served.Count(served => served.Slate.Items.Count > 0), shop.Served.Select(served => served.Slate.Id).Distinct().Count());
        Assert.Equal(shop.Traffic.EventCount, shop.Log.Count);
        Assert.Equal(shop.Log.Count, shop.Log.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Traffic_AnotherCatalogue_SendsEverybodyHome()
    {
        var shop = new SimulatedShop(SimulatedShop.ByPopularity());
        await shop.RunAsync(Minute / 4);
        Assert.True(shop.Traffic.OpenVisits > 20);

        shop.Catalog.Replace([new Item(new ItemId("only"), "Only one")]);
        await shop.TickAsync();

        Assert.InRange(shop.Traffic.OpenVisits, 0, 5);
    }

    [Fact]
    public async Task Traffic_EmptySlates_AreSurvived()
    {
        var shop = new SimulatedShop(_ => []);
        await shop.RunAsync(Minute);

        Assert.True(shop.Served.Count > 500);
        Assert.DoesNotContain(shop.Log, e => e.Kind == EventKind.Click);
    }

    [Fact]
    public async Task Traffic_PriceRaisedInTheConsole_CostsClicks()
    {
        static async Task<double> ShareAsync(bool dear)
        {
            var target = SimulatedShop.Shop.Events.Where(e => e.ItemId is not null).CountBy(e => e.ItemId!.Value).MaxBy(pair => pair.Value).Key;
            var shop = new SimulatedShop(_ => [target], visitsPerMinute: 3000);
            if (dear) shop.Catalog.Upsert([shop.Catalog.Current.Find(target)! with { Price = 9_999m }]);
            await shop.RunAsync(TimeSpan.FromSeconds(2.5)); // the change is noticed within two seconds
            var before = (shop.Served.Count, shop.Log.Count(e => e.Kind == EventKind.Click));
            await shop.RunAsync(Minute);
            return (shop.Log.Count(e => e.Kind == EventKind.Click) - before.Item2) / (double)(shop.Served.Count - before.Count);
        }

        Assert.True(await ShareAsync(dear: true) < 0.8 * await ShareAsync(dear: false));
    }
}
