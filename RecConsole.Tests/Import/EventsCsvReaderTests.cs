using RecConsole.Engine.Events;
using RecConsole.Engine.Import;

namespace RecConsole.Tests.Import;

public sealed class EventsCsvReaderTests : IDisposable
{
    readonly ImportFixture files = new();

    [Fact]
    public void Read_OwnColumnNames_ReadsEveryField()
    {
        var path = files.Text("e.csv",
            "eventId,type,userId,sessionId,itemId,timestamp,quantity,price,query,slateId,position,extra\n"
            + "e1,add_to_cart,u1,s1,i1,2024-05-01T10:00:00Z,2,9.50,,slate1,3,ignored\n"
            + "e2,search,u1,s1,,2024-05-01T10:01:00+02:00,,,\"red, shoes\",,,\n");

        var shop = ImportFixture.Read("events-csv", "", path);

        Assert.Equal(2, shop.Account.Kept);
        Assert.Equal(ImportScope.Events, shop.Scope);
        var (search, cart) = (shop.Events[0], shop.Events[1]); // 08:01 UTC comes first
        Assert.Equal(("red, shoes", EventKind.Search, null), (search.Query, search.Kind, search.ItemId));
        Assert.Equal(new DateTimeOffset(2024, 5, 1, 8, 1, 0, TimeSpan.Zero), search.Timestamp);
        Assert.Equal((2, 9.5m, "slate1", 3), (cart.Quantity, cart.Price, cart.SlateId!.Value.Value, cart.Position));
        Assert.All(shop.Events, e => Assert.Equal(EventOrigin.Imported, e.Origin));
    }

    [Theory]
    [InlineData("1714557600", ',')]
    [InlineData("1714557600000", ';')]
    [InlineData("1714557600.0", '\t')]
    [InlineData("2024-05-01 10:00:00", ';')]
    [InlineData("2024-05-01", ',')]
    public void Read_MappedColumns_AnyDelimiterAndTime(string time, char delimiter)
    {
        var path = files.Text("e.csv",
            string.Join(delimiter, "visitor", "when", "product", "what") + "\r\n" + string.Join(delimiter, "v1", time, "p1", "addtocart") + "\r\n");

        var shop = ImportFixture.Read("events-csv", "userId=visitor,timestamp=when,itemId=product,type=what", path);

        var e = Assert.Single(shop.Events);
        Assert.Equal((EventKind.AddToCart, "v1", "p1"), (e.Kind, e.UserId.Value, e.ItemId!.Value.Value));
        Assert.Equal(new DateTime(2024, 5, 1), e.Timestamp.UtcDateTime.Date);
        Assert.Equal("p1", Assert.Single(shop.Items).Title);
    }

    [Fact]
    public void Read_ConstantType_HoldsForAllRows()
    {
        var path = files.Text("e.csv", "user id;Item_ID;timestamp;price\nu;i;2024-05-01;2,50\nu;j;2024-05-02;3\n");

        var shop = ImportFixture.Read("events-csv", "type:=purchase", path);

        Assert.All(shop.Events, e => Assert.Equal(EventKind.Purchase, e.Kind));
        Assert.Equal([2.5m, 3m], shop.Events.Select(e => e.Price)); // the decimal comma of files with semicolons
    }

    [Fact]
    public void Read_NoSessionColumn_CutsByAGapOf30Minutes()
    {
        var path = files.Text("e.csv",
            "type,userId,itemId,timestamp\n"
            + "view,a,1,2024-05-01T10:00:00Z\nview,b,1,2024-05-01T10:10:00Z\nview,a,2,2024-05-01T10:30:00Z\nview,a,3,2024-05-01T11:00:01Z\n");

        var sessions = ImportFixture.Read("events-csv", "", path).Events.Select(e => e.SessionId.Value).ToList();

        Assert.Equal(["imported-000001", "imported-000002", "imported-000001", "imported-000003"], sessions);
    }

    [Fact]
    public void Read_NoUserColumn_TheSessionIsTheShopper()
    {
        var path = files.Text("e.csv", "type,sessionId,itemId,timestamp\nview,s,1,2024-05-01\n");

        var e = Assert.Single(ImportFixture.Read("events-csv", "", path).Events);

        Assert.Equal(("s", "s"), (e.UserId.Value, e.SessionId.Value));
    }

    [Fact]
    public void Read_BadRows_AreRejectedByKindWithTheDetail()
    {
        var path = files.Text("e.csv",
            "eventId,type,userId,itemId,timestamp,quantity\n"
            + "a,view,u,i,2024-05-01,\n"
            + "a,view,u,i,2024-05-01,\n"
            + "b,dance,u,i,2024-05-01,\n"
            + "c,view,,i,2024-05-01,\n"
            + "d,view,u,,2024-05-01,\n"
            + "e,view,u,i,01/05/2024,\n"
            + "f,view,u,i,,\n"
            + "g,view,u,i,2024-05-01,many\n"
            + "h,view,u,i,2024-05-01,0\n"
            + "i,view,u,i,2999-01-01,\n"
            + "j,view,u\n");

        var account = ImportFixture.Read("events-csv", "", path).Account;

        Assert.Equal((11, 1), (account.RowsRead, account.Kept));
        Assert.Equal(
            new Dictionary<string, long>
            {
                ["duplicate eventId"] = 1, ["invalid type"] = 1, ["invalid userId"] = 1, ["invalid itemId"] = 1,
                ["invalid timestamp"] = 3, ["invalid quantity"] = 2, ["wrong number of columns"] = 1,
            },
            account.Rejected);
        Assert.Contains(account.Examples, row => row.Line == 4 && row.Detail!.Contains("'dance' is not known", StringComparison.Ordinal));
    }

    [Fact]
    public void Read_SeveralFiles_KeepsIdsApart()
    {
        var paths = new[] { "1.csv", "2.csv" }.Select(name => files.Text(name, "type,userId,itemId,timestamp\nview,u,i,2024-05-01\n")).ToArray();

        var shop = ImportFixture.Read("events-csv", "", paths);

        Assert.Equal(2, shop.Account.Kept);
        Assert.Equal(2, shop.Events.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public void Read_MissingColumns_NamesThemTheFoundOnesAndTheWayOut()
    {
        var path = files.Text("e.csv", "visitorid,product_id,ts\nv,p,1\n");

        var message = ImportFixture.Refusal("events-csv", "", path);

        Assert.Contains("lacks the columns type, itemId, timestamp, userId", message);
        Assert.Contains("Found: visitorid, product_id, ts", message);
        Assert.Contains("--map type=COLUMN,itemId=product_id,timestamp=ts,userId=visitorid", message);
    }

    [Theory]
    [InlineData("itemId=nothing", "no column 'nothing' for itemId")]
    [InlineData("color=red", "no field 'color'")]
    public void Read_MapThatDoesNotFit_IsRefused(string map, string complaint) =>
        Assert.Contains(complaint, ImportFixture.Refusal("events-csv", map, files.Text("e.csv", "type,userId,itemId,timestamp\nview,u,i,2024-05-01\n")));

    public void Dispose() => files.Dispose();
}
