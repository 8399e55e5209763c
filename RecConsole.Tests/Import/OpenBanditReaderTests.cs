using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

public sealed class OpenBanditReaderTests : IDisposable
{
    const string Header = ",timestamp,item_id,position,click,propensity_score,user_feature_0,user_feature_1,user_feature_2,user_feature_3,user-item_affinity_0\n";
    const string Log = "open-bandit-men/random_men.csv.gz";
    const string Context = "open-bandit-men/random_item_context.csv";

    readonly ImportFixture files = new();

    public void Dispose() => files.Dispose();

    [SharedDataFact(Log)]
    public void Read_TheWholeSample_HasEachImpressionAndClick()
    {
        var shop = ImportFixture.Read("open-bandit", "", SharedData.Path(Log), SharedData.Path(Context));

        Assert.Equal((10_034, 10_034), (shop.Account.RowsRead, shop.Account.Kept)); // 34 of them items
        Assert.Equal((10_000, 46), (shop.Events.Count(e => e.Kind == EventKind.Impression), shop.Events.Count(e => e.Kind == EventKind.Click)));
        Assert.Equal((34, 34), (shop.Items.Count, shop.Figures["itemsWithContext"]));
        Assert.All(shop.Items, item => Assert.Equal(["item_feature_0", "item_feature_1", "item_feature_2", "item_feature_3"], item.Attributes.Keys.Order(StringComparer.Ordinal)));
        Assert.All(shop.Events, e => Assert.InRange(e.Position ?? 0, 1, 3));
        Assert.Equal(46, shop.Figures["clicks"]);
    }

    [Fact]
    public void Read_ClickedRow_IsAnImpressionAndAClickOfTheShoppersGroup()
    {
        var shop = ImportFixture.Read("open-bandit", "", files.Text("log.csv", Header
            + "0,2019-11-24 00:03:13.442536+00:00,14,3,1,0.03,a,b,c,d,0.0\n"
            + "1,2019-11-24 00:03:36+00:00,10,1,0,0.03,a,b,c,d,0.0\n"
            + "2,2019-11-24 00:04:00+00:00,10,1,0,0.03,a,b,c,e,0.0\n"));

        Assert.Equal([EventKind.Impression, EventKind.Click, EventKind.Impression, EventKind.Impression], shop.Events.Select(e => e.Kind));
        Assert.Equal((new ItemId("14"), 3), (shop.Events[1].ItemId!.Value, shop.Events[1].Position));
        Assert.Equal(shop.Events[0].UserId, shop.Events[2].UserId);
        Assert.NotEqual(shop.Events[2].UserId, shop.Events[3].UserId);
        Assert.Equal(3, shop.Events.Select(e => e.SessionId).Distinct().Count());
        Assert.Equal(2, shop.Users);
    }

    [Fact]
    public void Read_RowsThatAreNone_AreRejectedWithWhatIsWrong()
    {
        var account = ImportFixture.Read("open-bandit", "", files.Text("log.csv", Header
            + "0,2019-11-24 00:03:13+00:00,14,3,0,0.03,a,b,c,d,0.0\n"
            + "1,24/11/2019,14,3,0,0.03,a,b,c,d,0.0\n"
            + "2,2019-11-24 00:03:13+00:00,14,0,0,0.03,a,b,c,d,0.0\n"
            + "3,2019-11-24 00:03:13+00:00,14,1,2,0.03,a,b,c,d,0.0\n"
            + "4,2019-11-24 00:03:13+00:00,,1,0,0.03,a,b,c,d,0.0\n"
            + "5,2019-11-24 00:03:13+00:00,14\n")).Account;

        Assert.Equal((6, 1), (account.RowsRead, account.Kept));
        Assert.Equal(3, account.Rejected["unreadable"]);
        Assert.Equal(1, account.Rejected["invalid itemId"]);
        Assert.Equal(1, account.Rejected["wrong number of columns"]);
    }

    [Fact]
    public void Read_FileOfAnotherKind_IsRefusedWithTheColumnsThatAreMissing() =>
        Assert.Contains("lacks the columns position, click", ImportFixture.Refusal("open-bandit", "", files.Text("log.csv", "timestamp,item_id,user_feature_0,user_feature_1,user_feature_2,user_feature_3\n2019-11-24,1,a,b,c,d\n")), StringComparison.Ordinal);
}
