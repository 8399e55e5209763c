using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

public sealed class DemoShopTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);
    static readonly DemoShop Shop = DemoShop.Generate(DemoShop.DefaultSeed, Now);

    [Fact]
    public void Generate_SameSeed_GivesTheSameShop()
    {
        var again = DemoShop.Generate(DemoShop.DefaultSeed, Now);

        Assert.Equal(Shop.Items.Select(Fingerprint), again.Items.Select(Fingerprint));
        Assert.Equal(Shop.Events, again.Events);
    }

    [Fact]
    public void Generate_OtherSeed_GivesAnotherShop()
    {
        var other = DemoShop.Generate(8, Now);

        Assert.True(Shop.Items.Zip(other.Items).Count(pair => pair.First.Title == pair.Second.Title) < 0.1 * Shop.Items.Count);
    }

    [Fact]
    public void Items_CountAndDepartments_AreAsPromised()
    {
        var departments = Shop.Items.CountBy(item => item.Category!).ToList();

        Assert.InRange(Shop.Items.Count, 3700, 4300);
        Assert.Equal(14, departments.Count);
        Assert.All(departments, department => Assert.InRange(department.Value, 120, 700));
        Assert.Equal(Shop.Items.Count, Shop.Items.Select(item => item.Id).Distinct().Count());
    }

    [Fact]
    public void Items_Titles_AreDistinctAndReadWell()
    {
        var titles = Shop.Items.Select(item => item.Title).ToList();

        Assert.True(titles.Distinct().Count() > 0.97 * titles.Count);
        Assert.All(titles.Concat(Shop.Items.Select(item => item.Description!)), text =>
        {
            Assert.DoesNotContain('{', text);
            Assert.DoesNotContain("  ", text);
            Assert.False(char.IsLower(text[0]), text);
            Assert.InRange(text.Length, 6, 260);
            Assert.DoesNotMatch(@"\b[Aa] (?!one)[aeio]", text);
        });
    }

    [Fact]
    public void Items_Fields_AreFilled() => Assert.All(Shop.Items, item =>
    {
        Assert.All([item.Title, item.Category, item.Brand, item.Seller, item.Description], text => Assert.False(string.IsNullOrWhiteSpace(text)));
        Assert.True(item.Price > 0);
        Assert.True(item.Cost > 0);
        Assert.InRange(item.Stock!.Value, 0, 2000);
        Assert.InRange((Now - item.AddedAt!.Value).TotalDays, 0, 731);
        Assert.True(item.Attributes.Count >= 5);
        Assert.InRange(double.Parse(item.Attributes["rating"], CultureInfo.InvariantCulture), 1, 5);
        Assert.NotNull(ShopVocabulary.Default.FindType(item.Attributes["type"]));
    });

    [Fact]
    public void Items_PricesAndMargins_ArePlausible()
    {
        Assert.True(Shop.Items.Count(item => item.Price > item.Cost) > 0.95 * Shop.Items.Count);
        var meanMargin = Shop.Items.GroupBy(item => item.Category!).ToDictionary(group => group.Key, group => group.Average(item => item.Margin!.Value));
        Assert.All(ShopVocabulary.Default.Departments, department => Assert.InRange(meanMargin[department.Name], department.Margin - 0.12, department.Margin + 0.06));
        Assert.InRange(Median("Electronics"), 40, 300);
        Assert.InRange(Median("Pantry"), 3, 15);

        decimal Median(string category)
        {
            var prices = Shop.Items.Where(item => item.Category == category).Select(item => item.Price!.Value).Order().ToList();
            return prices[prices.Count / 2];
        }
    }

    [Fact]
    public void Items_StockAndLaunches_AreVaried()
    {
        var share = 1.0 / Shop.Items.Count;

        Assert.InRange(share * Shop.Items.Count(item => item.Stock == 0), 0.005, 0.03);
        Assert.InRange(share * Shop.Items.Count(item => item.Stock is > 0 and <= 5), 0.02, 0.1);
        Assert.InRange(share * Shop.Items.Count(item => Now - item.AddedAt < TimeSpan.FromDays(21)), 0.04, 0.12);
        Assert.InRange(share * Shop.Items.Count(item => item.Attributes.ContainsKey("listPrice")), 0.03, 0.12);
    }

    [Fact]
    public void Events_AreValidOrderedAndSimulated()
    {
        var validator = new EventValidator(new FixedTime(Now));
        var known = Shop.Items.ToDictionary(item => item.Id);

        Assert.InRange(Shop.Events.Count, 60_000, 100_000);
        Assert.Equal(Shop.Events.Count, Shop.Events.Select(e => e.Id).Distinct().Count());
        Assert.All(Shop.Events.Zip(Shop.Events.Skip(1)), pair => Assert.True(pair.First.Timestamp <= pair.Second.Timestamp));
        Assert.All(Shop.Events, e =>
        {
            Assert.Equal(EventOrigin.Simulated, e.Origin);
            Assert.InRange(e.Timestamp, Now.AddDays(-30), Now);
            if (e.ItemId is { } id) Assert.True(known[id].AddedAt <= e.Timestamp && known[id].IsEligible);
        });
        Assert.All(Shop.Events.Take(2000), e => Assert.NotNull(validator.Validate(Draft(e), EventOrigin.Simulated, out _)));
    }

    [Fact]
    public void Events_Rates_AreThoseOfAShop()
    {
        var sessions = Shop.Events.GroupBy(e => e.SessionId).ToList();
        var views = Shop.Events.Count(e => e.Kind == EventKind.View);
        var carts = Shop.Events.Count(e => e.Kind == EventKind.AddToCart);
        var converted = sessions.Count(session => session.Any(e => e.Kind == EventKind.Purchase)) / (double)sessions.Count;

        Assert.InRange(carts / (double)views, 0.02, 0.15);
        Assert.InRange(converted, 0.02, 0.06);
        Assert.All(sessions, session => Assert.All(
            session.Where(e => e.Kind == EventKind.Purchase),
            bought => Assert.Contains(session, e => e.Kind == EventKind.AddToCart && e.ItemId == bought.ItemId && e.Timestamp <= bought.Timestamp)));
    }

    [Fact]
    public void Events_Rhythm_PeaksInTheEvening()
    {
        var byHour = Shop.Events.CountBy(e => e.Timestamp.Hour).ToDictionary();

        Assert.True(byHour[20] > 6 * byHour[3]);
    }

    static string Fingerprint(Item item) =>
        $"{item with { Attributes = Item0.Attributes }} {string.Join(';', item.Attributes.OrderBy(pair => pair.Key, StringComparer.Ordinal))}";

    static readonly Item Item0 = new(new ItemId("none"), "None");

    static EventDraft Draft(ShopEvent e) => new()
    {
        EventId = e.Id.Value, Type = e.Kind.Name(), UserId = e.UserId.Value, SessionId = e.SessionId.Value, ItemId = e.ItemId?.Value,
        Timestamp = e.Timestamp, Quantity = e.Quantity, Price = e.Price, Query = e.Query, DwellSeconds = e.DwellSeconds,
    };

    sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
