using RecConsole.Engine.Numerics;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

public sealed class ChoiceModelTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);
    static readonly ChoiceModel Model = ChoiceModel.Default;
    static readonly ShopVocabulary Vocabulary = ShopVocabulary.Default;

    static ItemTraits Plain => new(Type: -1, Style: -1, Brand: -1, ColourFamily: -1, PriceZ: 0, Appeal: 0, AddedAtTicks: 0);

    static Taste SomeTaste(ulong seed = 5) => Taste.Draw(Vocabulary, new Rng(seed));

    static double Utility(Taste taste, ItemTraits item, Mood? mood = null) => Model.Utility(taste, mood ?? new Mood(Vocabulary, taste.Interests[0]), item, Now);

    [Fact]
    public void Examination_LowerSlots_AreLookedAtLess()
    {
        var looked = Enumerable.Range(1, 20).Select(Model.Examination).ToList();

        Assert.Equal(1, looked[0]);
        Assert.Equal(Math.Pow(10, -0.7), looked[9], 12);
        Assert.All(looked.Zip(looked.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Theory]
    [InlineData(-40)]
    [InlineData(-2)]
    [InlineData(3)]
    [InlineData(40)]
    public void Probabilities_AnyUtility_AreProbabilitiesAndFactorize(double utility)
    {
        Assert.Equal(Model.Examination(4) * Model.Attraction(utility), Model.ClickProbability(utility, 4), 15);
        Assert.All([Model.ClickProbability(utility, 1), Model.CartProbability(utility), Model.PurchaseProbability(utility)], p => Assert.InRange(p, 0, 1));
        Assert.True(Model.ClickProbability(utility - 1, 1) < Model.ClickProbability(utility, 1));
        Assert.True(Model.CartProbability(utility - 1) < Model.CartProbability(utility));
    }

    [Fact]
    public void Utility_ItemOfAnInterest_BeatsAnyOther()
    {
        var taste = SomeTaste();
        var served = Vocabulary.TypesServing(taste.Interests[0]);
        var others = Enumerable.Range(0, Vocabulary.Types.Count).Where(type => !taste.Interests.Any(interest => Vocabulary.TypesServing(interest).Contains(type)));

        Assert.True(served.Min(type => Utility(taste, Plain with { Type = type })) > others.Average(type => Utility(taste, Plain with { Type = type })) + 1);
    }

    [Fact]
    public void Utility_PriceAwayFromTheLevel_Loses()
    {
        var taste = SomeTaste();

        var near = Utility(taste, Plain with { PriceZ = taste.PriceLevel });
        var far = Utility(taste, Plain with { PriceZ = taste.PriceLevel + 1 });
        var farther = Utility(taste, Plain with { PriceZ = taste.PriceLevel - 1.5 });

        Assert.Equal(taste.PriceSensitivity, near - far, 9);
        Assert.True(far > farther);
    }

    [Fact]
    public void Utility_Launch_FadesWithItsAge()
    {
        var taste = Enumerable.Range(0, 50).Select(seed => SomeTaste((ulong)seed)).First(one => one.Novelty > 0.3);

        var today = Utility(taste, Plain with { AddedAtTicks = Now.UtcTicks });
        var fortnight = Utility(taste, Plain with { AddedAtTicks = Now.AddDays(-14).UtcTicks });

        Assert.Equal(taste.Novelty, today - Utility(taste, Plain), 9);
        Assert.Equal(taste.Novelty / Math.E, fortnight - Utility(taste, Plain), 9);
    }

    [Fact]
    public void Mood_Click_DrawsTowardsItsLikeAndFades()
    {
        var taste = SomeTaste();
        var liked = Plain with { Type = 3, Style = 1, Brand = 2 };
        var mood = new Mood(Vocabulary, taste.Interests[0]);
        var before = Utility(taste, liked, mood);

        mood.Clicked(liked);
        var after = Utility(taste, liked, mood);
        mood.Clicked(Plain with { Type = 90 });
        var later = Utility(taste, liked, mood);

        Assert.True(after > before + 0.8);
        Assert.True(later < after);
    }

    [Fact]
    public void Mood_Purchase_EndsTheWishForAnother()
    {
        var taste = SomeTaste();
        var mood = new Mood(Vocabulary, taste.Interests[0]);
        var kettle = Plain with { Type = 12 };
        var before = Utility(taste, kettle, mood);

        mood.Bought(kettle);

        Assert.True(Utility(taste, kettle, mood) < before - 2);
    }

    [Fact]
    public void Shoppers_SameSeed_AreTheSameAndDiffer()
    {
        var some = new Shoppers(Vocabulary, 9, count: 300);
        var again = new Shoppers(Vocabulary, 9, count: 300);

        Assert.Equal(some.All.Select(shopper => shopper.Taste.Type), again.All.Select(shopper => shopper.Taste.Type));
        Assert.Equal(300, some.All.Select(shopper => shopper.Id).Distinct().Count());
        Assert.Equal(300, some.All.Select(shopper => shopper.Taste.PriceLevel).Distinct().Count());
        Assert.True(some.All.SelectMany(shopper => shopper.Taste.Interests).Distinct().Count() > 25);
    }

    [Fact]
    public void Shoppers_Draw_FollowsActivityWithinTheFirst()
    {
        var shoppers = new Shoppers(Vocabulary, 9, count: 100);
        var rng = new Rng(1);
        var drawn = Enumerable.Range(0, 20_000).Select(_ => shoppers.Draw(rng, shoppers.KnownCount)).CountBy(shopper => shopper.Id).ToDictionary();

        Assert.Equal(80, shoppers.KnownCount);
        Assert.All(shoppers.All.Skip(80), shopper => Assert.False(drawn.ContainsKey(shopper.Id)));
        var total = shoppers.All.Take(80).Sum(shopper => shopper.Activity);
        Assert.All(shoppers.All.Take(80), shopper =>
        {
            var expected = 20_000 * shopper.Activity / total;
            Assert.InRange(drawn.GetValueOrDefault(shopper.Id), expected - 5 * Math.Sqrt(expected) - 3, expected + 5 * Math.Sqrt(expected) + 3);
        });
    }
}
