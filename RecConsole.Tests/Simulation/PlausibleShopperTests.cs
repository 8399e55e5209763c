using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

public sealed class PlausibleShopperTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 1, 0, 0, 0, TimeSpan.Zero);

    readonly CatalogStore catalog = new();
    readonly PlausibleShopper shopper;

    public PlausibleShopperTests()
    {
        catalog.Replace(DemoShop.Generate(DemoShop.DefaultSeed, Now).Items);
        shopper = new PlausibleShopper(catalog.Current, DemoShop.DefaultSeed);
    }

    static Slate Slate(params (string Item, float Score)[] items) => new(new SlateId("s"), "default", "r", "m")
    {
        Items = [.. items.Select((item, n) => new SlateItem(new ItemId(item.Item), n + 1, item.Score, 1, null))],
    };

    IEnumerable<PlausibleAction?> Next(Persona? persona, Slate slate, SessionState memory, int times) =>
        Enumerable.Range(0, times).Select(n => shopper.Next(persona, slate, memory, Now, new Rng((ulong)n)));

    [Fact]
    public void Next_SameSeed_IsTheSameAction()
    {
        var persona = Personas.Of(catalog.Current, DemoShop.DefaultSeed, Now)[0];
        var slate = Slate([.. Enumerable.Range(0, 12).Select(n => (catalog.Current[n].Id.Value, 0f))]);

        Assert.Equal(Next(persona, slate, SessionState.Empty, 50), Next(persona, slate, SessionState.Empty, 50));
    }

    [Fact]
    public void Next_Persona_PrefersWhatTheyLike()
    {
        var persona = Personas.Of(catalog.Current, DemoShop.DefaultSeed, Now)[0];
        var liked = persona.Steps[0].ItemId;
        var others = catalog.Current.Items.ToArray().Where(item => item.Category != catalog.Current.Find(liked)!.Category).Take(9);

        var actions = Next(persona, Slate([.. others.Select(item => (item.Id.Value, 5f)), (liked.Value, 0f)]), SessionState.Empty, 200).ToList();

        var viewed = actions.Where(action => action!.Value.Kind == EventKind.View).ToList();
        Assert.True(viewed.Count(action => action!.Value.ItemId == liked) > viewed.Count / 2, "the persona's own first choice, in the last slot");
        Assert.Contains(actions, action => action is { Kind: EventKind.Search, Query.Length: > 0, ItemId: null });
    }

    [Fact]
    public void Next_Anybody_LooksFromTheTopAndPrefersHighScores()
    {
        var actions = Next(null, Slate(("first", 1), ("second", 1), ("third", 4), ("last", -4)), SessionState.Empty, 400).Select(action => action!.Value).ToList();

        Assert.All(actions, action => Assert.Equal(EventKind.View, action.Kind));
        int Count(string item) => actions.Count(action => action.ItemId!.Value.Value == item);
        Assert.True(Count("third") > Count("first") && Count("first") > Count("second") && Count("second") > Count("last"));
    }

    [Fact]
    public void Next_FullCartAndNothingOnTheShelf_PaysForTheOldest()
    {
        var memory = SessionState.Empty;
        foreach (var (kind, item, minute) in new[] { (EventKind.AddToCart, "z", 0), (EventKind.AddToCart, "a", 1) })
            memory = SessionUpdater.Apply(memory, new ShopEvent(new EventId(item), kind, new UserId("u"), new SessionId("s"), Now.AddMinutes(minute)) { ItemId = new ItemId(item) });

        Assert.All(Next(null, Slate(), memory, 20), action => Assert.Equal(new PlausibleAction(EventKind.Purchase, new ItemId("z")), action));
    }

    [Fact]
    public void Next_EmptySlateAndCart_IsNothing() => Assert.All(Next(null, Slate(), SessionState.Empty, 20), action => Assert.Null(action));
}
