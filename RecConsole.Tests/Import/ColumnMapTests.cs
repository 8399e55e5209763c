using RecConsole.Engine.Import;

namespace RecConsole.Tests.Import;

public sealed class ColumnMapTests
{
    [Fact]
    public void Parse_ColumnsAndConstants_AreKeptApart()
    {
        var map = ColumnMap.Parse("itemId=Product, full name, userId = visitor,type:=purchase", out var problem)!;

        Assert.Null(problem);
        Assert.Equal(("Product, full name", "visitor", null), (map.Column("itemId"), map.Column("userId"), map.Column("type")));
        Assert.Equal(("purchase", null), (map.Constant("type"), map.Constant("itemId")));
    }

    [Theory]
    [InlineData("itemId")]
    [InlineData("itemId=")]
    [InlineData("=column")]
    [InlineData("itemId=a,itemId=b")]
    [InlineData("itemId=a,itemId:=b")]
    public void Parse_NoMap_SaysWhy(string text)
    {
        Assert.Null(ColumnMap.Parse(text, out var problem));
        Assert.NotNull(problem);
    }
}
