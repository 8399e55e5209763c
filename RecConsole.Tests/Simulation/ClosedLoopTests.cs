using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

/// <summary>
/// That there is something to gain, and a trace of it to learn from. These prove the mechanism of the loop, not what a
/// market would pay.
/// </summary>
public sealed class ClosedLoopTests
{
    static readonly TimeSpan Duration = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task ClickThroughRate_BetterSlates_EarnMore()
    {
        var (random, popular, oracle) = (new SimulatedShop(SimulatedShop.AtRandom()), new SimulatedShop(SimulatedShop.ByPopularity()), new SimulatedShop(SimulatedShop.ByOracle()));
        foreach (var shop in new[] { random, popular, oracle }) await shop.RunAsync(Duration);

        Assert.InRange(random.ClickThroughRate, 0.002, 0.02);
        Assert.InRange(popular.ClickThroughRate, 1.5 * random.ClickThroughRate, 0.08);
        Assert.InRange(oracle.ClickThroughRate, 2 * popular.ClickThroughRate, 0.3);
    }

    [Fact]
    public async Task Clicks_SameItemsEverywhere_FallFromTheTopToTheBottom()
    {
        var shop = new SimulatedShop(SimulatedShop.AtRandom(), visitsPerMinute: 3000);
        await shop.RunAsync(2 * Duration);
        var byThird = shop.Log.Where(e => e.Kind == EventKind.Click).CountBy(e => (e.Position!.Value - 1) / 4).ToDictionary();

        Assert.True(byThird[0] > 1.4 * byThird[1], $"{byThird[0]} clicks on slots 1 to 4, {byThird[1]} on 5 to 8");
        Assert.True(byThird[1] > 1.2 * byThird[2], $"{byThird[1]} clicks on slots 5 to 8, {byThird[2]} on 9 to 12");
    }

    [Fact]
    public void History_ItemsViewedTogether_ServeTheSameInterests()
    {
        var interestsOf = SimulatedShop.Shop.Items.ToDictionary(item => item.Id, item => ShopVocabulary.Default.FindType(item.Attributes["type"])!.Interests);
        var baskets = SimulatedShop.Shop.Events.Where(e => e.Kind == EventKind.View).GroupBy(e => e.UserId)
            .Select(views => views.Select(e => e.ItemId!.Value).Distinct().ToList()).Where(items => items.Count >= 2).ToList();

        var together = Share(baskets.SelectMany(items => items.Zip(items.Skip(1))));
        var viewed = baskets.SelectMany(items => items).ToList();
        var byChance = Share(viewed.Zip(viewed.Skip(7919))); // far apart: different shoppers

        Assert.InRange(together, 3 * byChance, 1);

        double Share(IEnumerable<(ItemId, ItemId)> pairs) => pairs.Average(pair => interestsOf[pair.Item1].Intersect(interestsOf[pair.Item2]).Any() ? 1.0 : 0);
    }

    [Fact]
    public void History_Shoppers_KeepTheirPriceLevel()
    {
        var shelves = new Shelves(ShopVocabulary.Default, SimulatedShop.Shop.Items.ToArray(), DemoShop.DefaultSeed);
        var tastes = new Shoppers(ShopVocabulary.Default, DemoShop.DefaultSeed).All.ToDictionary(shopper => shopper.Id, shopper => shopper.Taste.PriceLevel);
        var seen = SimulatedShop.Shop.Events.Where(e => e.Kind == EventKind.View).GroupBy(e => e.UserId)
            .Select(views => (Wanted: tastes[views.Key], Viewed: views.Average(e => shelves.Traits(shelves.IndexOf(e.ItemId!.Value)).PriceZ), Count: views.Count()))
            .Where(shopper => shopper.Count >= 15).ToList();

        var (dear, cheap) = (seen.Where(one => one.Wanted > 0.6).Average(one => one.Viewed), seen.Where(one => one.Wanted < -0.6).Average(one => one.Viewed));

        Assert.True(dear > cheap + 0.6, $"Those who like it dear viewed {dear:0.00}, those who like it cheap {cheap:0.00}");
    }

    [Fact]
    public void Personas_OfTheDemoShop_ShowTheirInterests()
    {
        var catalog = new CatalogStore();
        catalog.Replace(SimulatedShop.Shop.Items);
        var personas = Personas.Of(catalog.Current, DemoShop.DefaultSeed, SimulatedShop.Start);

        Assert.Equal(ShopVocabulary.Default.Personas.Count, personas.Count);
        Assert.All(personas.Zip(ShopVocabulary.Default.Personas), pair =>
        {
            Assert.Equal(pair.Second.Name, pair.First.Name);
            Assert.Equal(4, pair.First.Steps.Select(step => step.ItemId).Distinct().Count());
            Assert.All(pair.First.Steps, step =>
            {
                var item = catalog.Current.Find(step.ItemId)!;
                Assert.True(item.IsEligible);
                Assert.NotEmpty(ShopVocabulary.Default.FindType(item.Attributes["type"])!.Interests.Intersect(pair.Second.Interests));
            });
        });
    }

    [Fact]
    public void Personas_OfAnotherShop_AreNone()
    {
        var catalog = new CatalogStore();
        catalog.Replace([new Item(new ItemId("85123A"), "WHITE HANGING HEART")]);

        Assert.Empty(Personas.Of(catalog.Current, DemoShop.DefaultSeed, SimulatedShop.Start));
    }
}
