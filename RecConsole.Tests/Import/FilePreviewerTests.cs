using RecConsole.Engine.Import;

namespace RecConsole.Tests.Import;

public sealed class FilePreviewerTests : IDisposable
{
    readonly ImportFixture files = new();

    [Theory]
    [InlineData("e.csv", "visitorid,event,itemid,timestamp\n1,view,2,1433221332117\n", "events-csv")]
    [InlineData("c.csv", "sku;name;price\n1;Mug;2,50\n", "catalog-csv")]
    [InlineData("p.json", " [{\"id\":1,\"name\":\"Mug\"}]", "catalog-json")]
    [InlineData("p.txt", "{\"id\":1,\"name\":\"Mug\"}\n{\"id\":2,\"name\":\"Cup\"}\n", "catalog-json")]
    [InlineData("s.txt", "1 10 11 12\n2 13\n", "sequences")]
    [InlineData("ratings.dat", "7::1::5::978300760\n", "movielens")]
    [InlineData("r.csv", "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n1,2,3,4,5,6,7,8\n", "online-retail")]
    [InlineData("b.csv", ",timestamp,item_id,position,click,propensity_score,user_feature_0,user_feature_1,user_feature_2,user_feature_3\n0,2019-11-24 00:03:13+00:00,14,3,0,0.03,a,b,c,d\n", "open-bandit")]
    public void Preview_File_RecognisesItsFormat(string name, string content, string format)
    {
        var preview = FilePreviewer.Preview(files.Gzip(name, content));

        Assert.Equal(format, preview.Format);
        Assert.NotEmpty(preview.Rows);
    }

    [Fact]
    public void Preview_ForeignColumns_ProposesAMapThatReadsTheFile()
    {
        var path = files.Text("e.csv", "visitorid,event_type,product_id,event_time,unit price,junk\n" + string.Concat(Enumerable.Repeat("v,view,p,1433221332,1.5,x\n", 30)));

        var preview = FilePreviewer.Preview(path);

        Assert.Equal(["visitorid", "event_type", "product_id", "event_time", "unit price", "junk"], preview.Header);
        Assert.Equal(FilePreviewer.MaxRows, preview.Rows.Count);
        Assert.Empty(preview.Missing);
        Assert.Equal("type=event_type,userId=visitorid,itemId=product_id,timestamp=event_time,price=unit price", preview.ToColumns().ToString());
        Assert.Equal(30, ImportFixture.Read("events-csv", preview.ToColumns().ToString(), path).Account.Kept);
    }

    [Fact]
    public void Preview_WithoutARequiredColumn_SaysWhich()
    {
        var preview = FilePreviewer.Preview(files.Text("e.csv", "user,item,time\nu,i,1433221332\n"));

        Assert.Equal(["type"], preview.Missing);
    }

    [Fact]
    public void Preview_ChosenFormat_ProposesForThatOne()
    {
        var preview = FilePreviewer.Preview(files.Text("e.csv", "user,item,time,name\nu,i,1433221332,Mug\n"), "catalog-csv");

        Assert.Equal(("catalog-csv", "name"), (preview.Format, preview.Fields.Single(proposed => proposed.Field == "title").Column));
    }

    public void Dispose() => files.Dispose();
}
