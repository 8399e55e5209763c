using RecConsole.Engine.Events;
using RecConsole.Engine.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

public sealed class OnlineRetailReaderTests : IDisposable
{
    const string Header = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

    readonly ImportFixture files = new();

    // The counts of the published file (541,909 rows, 5,268 exact repetitions) and of an independent count by a script of
    // a dozen lines in another language, in the same order of reasons.
    [SharedDataFact("online-retail/online_retail.csv.gz")]
    public void Read_TheWholeFile_AccountsForEachOf541909Rows()
    {
        var shop = ImportFixture.Read("online-retail", "", SharedData.Path("online-retail/online_retail.csv.gz"));

        Assert.Equal(541_909, shop.Account.RowsRead);
        Assert.Equal(5_268, shop.Account.Rejected["duplicate"]);
        Assert.Equal(9_251, shop.Account.Rejected["cancellation"]);
        Assert.Equal(2_461, shop.Account.Rejected["fee or postage code"]);
        Assert.Equal(2_489, shop.Account.Rejected["non-positive price or quantity"]);
        Assert.Equal(4, shop.Account.Rejected.Count);
        Assert.Equal(522_440, shop.Account.Kept);
        Assert.Equal(522_440, shop.Events.Count);
        Assert.Equal(131_386, shop.Figures["keptWithoutCustomer"]);
        Assert.Equal(1_371, shop.Figures["anonymousSessions"]);
        Assert.Equal(4_334, shop.Users);
        Assert.Equal(3_794, shop.Items.Count);
        Assert.Equal(new DateTimeOffset(2011, 12, 9, 12, 50, 0, TimeSpan.Zero), shop.Events[^1].Timestamp);
        Assert.All(shop.Items, item => Assert.True(item.Price > 0 && item.Title.Length > 0 && item.Category is not null && item.AddedAt is not null));
        Assert.InRange(shop.Items.Count(item => item.Category == RetailCategories.Other), 1, shop.Items.Count / 20);
    }

    [Fact]
    public void Read_RowWithSeveralFaults_CountsUnderTheFirst()
    {
        var path = files.Text("r.csv", Header
            + "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
            + "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n" // duplicate
            + "C536366,POST,POSTAGE,-1,2010-12-01 08:27:00,0,17850.0,United Kingdom\n" // cancellation before fee before non-positive
            + "C536366,POST,POSTAGE,-1,2010-12-01 08:27:00,0,17850.0,United Kingdom\n" // duplicate before cancellation
            + "536367,POST,POSTAGE,-1,2010-12-01 08:28:00,0,17850.0,United Kingdom\n" // fee before non-positive
            + "536368,22139,,56,2010-12-01 11:52:00,0.0,,United Kingdom\n" // non-positive
            + "536369,22139,MUG,none,2010-12-01 11:52:00,1.0,,United Kingdom\n" // unreadable
            + "536370,22139,MUG,1\n"); // too few columns

        var account = ImportFixture.Read("online-retail", "", path).Account;

        Assert.Equal(1, account.Kept);
        Assert.Equal(8, account.RowsRead);
        Assert.Equal(2, account.Rejected["duplicate"]);
        Assert.Equal(1, account.Rejected["cancellation"]);
        Assert.Equal(1, account.Rejected["fee or postage code"]);
        Assert.Equal(1, account.Rejected["non-positive price or quantity"]);
        Assert.Equal(1, account.Rejected["unreadable"]);
        Assert.Equal(1, account.Rejected["wrong number of columns"]);
        Assert.Equal([3, 4, 5, 6, 7, 8, 9], account.Examples.Select(row => row.Line).Order());
    }

    [Fact]
    public void Read_KeptRows_BecomePurchasesWithStableIds()
    {
        var path = files.Gzip("rows", Header
            + "536365,85123a,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
            + "536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,2,2010-12-01 08:26:00,2.95,17850.0,United Kingdom\n"
            + "536414,85123A,cream holder,1,2010-12-01 11:52:00,2.95,,United Kingdom\n");

        var shop = ImportFixture.Read("online-retail", "", path);

        Assert.Equal(
            new ShopEvent(new("online-retail-000001"), EventKind.Purchase, new("17850"), new("536365"), new(2010, 12, 1, 8, 26, 0, TimeSpan.Zero))
            {
                ItemId = new("85123A"), Quantity = 6, Price = 2.55m, Origin = EventOrigin.Imported,
            },
            shop.Events[0]);
        Assert.Equal("anonymous-536414", shop.Events[2].UserId.Value);
        Assert.Equal("anonymous-536414", shop.Events[2].SessionId.Value);
        Assert.Equal(1, shop.Users);
        var item = Assert.Single(shop.Items);
        Assert.Equal(("85123A", "White Hanging Heart T-Light Holder", 2.95m), (item.Id.Value, item.Title, item.Price));
        Assert.Equal(shop.Events.Select(e => e.Id), ImportFixture.Read("online-retail", "", path).Events.Select(e => e.Id));
    }

    [Theory]
    [InlineData("85123A", true)]
    [InlineData("20713", true)]
    [InlineData("15056BL", true)]
    [InlineData("DCGS0003", true)]
    [InlineData("POST", false)]
    [InlineData("C2", false)]
    [InlineData("BANK CHARGES", false)]
    [InlineData("GIFT_0001_20", false)]
    [InlineData("23444", false)] // next day carriage
    [InlineData("M", false)]
    public void AreGoods_Code_AsTheDataSay(string code, bool goods) => Assert.Equal(goods, RetailCodes.AreGoods(code));

    [Theory]
    [InlineData("SET OF 3 CAKE TINS PANTRY DESIGN ", "Set of 3 Cake Tins Pantry Design")]
    [InlineData("CHILDREN'S APRON DOLLY GIRL", "Children's Apron Dolly Girl")]
    [InlineData("BLACK 10CM T-LIGHT  HOLDER", "Black 10cm T-Light Holder")]
    [InlineData("*USB Office Mirror Ball", "USB Office Mirror Ball")]
    [InlineData("?", "?")]
    public void Tidy_Description_ReadsAsATitle(string description, string title) => Assert.Equal(title, RetailTitle.Tidy(description));

    [Theory]
    [InlineData("PINK CHRISTMAS FLOCK DROPLET", "Christmas")]
    [InlineData("JUMBO BAG RED RETROSPOT", "Bags & Travel")]
    [InlineData("SET OF 3 CAKE TINS PANTRY DESIGN", "Baking & Kitchen")]
    [InlineData("PACK OF 72 RETROSPOT CAKE CASES", "Baking & Kitchen")]
    [InlineData("WHITE METAL LANTERN", "Candles & Lights")]
    [InlineData("HOME SWEET HOME MUG", "Tableware")]
    [InlineData("ALARMING THING", "Other")]
    public void Of_Description_NamesACategory(string description, string category) => Assert.Equal(category, RetailCategories.Of(description));

    public void Dispose() => files.Dispose();
}
