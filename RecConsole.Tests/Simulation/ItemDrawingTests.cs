using System.Xml.Linq;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

public sealed class ItemDrawingTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 12, 14, 30, 0, TimeSpan.Zero);
    static readonly IReadOnlyList<Item> Items = DemoShop.Generate(DemoShop.DefaultSeed, Now).Items;

    [Fact]
    public void Draw_DemoItems_AreWellFormedAndDistinct()
    {
        var pictures = Items.Select(ItemDrawing.Draw).ToList();

        Assert.Equal(Items.Count, pictures.Distinct().Count());
        Assert.Equal(Items.Count, pictures.Select(picture => picture[picture.IndexOf("</title>", StringComparison.Ordinal)..]).Distinct().Count());
        Assert.All(pictures, picture =>
        {
            var root = XDocument.Parse(picture).Root!;
            Assert.Equal("svg", root.Name.LocalName);
            Assert.Equal("0 0 100 100", root.Attribute("viewBox")?.Value);
            Assert.DoesNotContain("class=", picture);
            Assert.DoesNotContain("NaN", picture);
            Assert.InRange(picture.Length, 300, 4000);
        });
    }

    [Fact]
    public void Draw_SameItem_GivesTheSamePicture() => Assert.Equal(ItemDrawing.Draw(Items[17]), ItemDrawing.Draw(Items[17] with { Stock = 0 }));

    [Fact]
    public void Draw_OtherColour_ChangesThePaint()
    {
        var item = Items.First(one => one.Attributes.GetValueOrDefault("colour") == "navy");

        Assert.Contains(ShopVocabulary.Default.FindColour("navy")!.Hex, ItemDrawing.Draw(item));
        var red = item with { Attributes = new Dictionary<string, string>(item.Attributes) { ["colour"] = "tomato red" } };
        Assert.Contains(ShopVocabulary.Default.FindColour("tomato red")!.Hex, ItemDrawing.Draw(red));
    }

    [Fact]
    public void Silhouettes_AreThoseThatTheVocabularyNames() =>
        Assert.Equal(ItemDrawing.SilhouetteNames.Order(), ShopVocabulary.Default.Types.Select(type => type.Picture).Distinct().Order());

    [Theory]
    [InlineData("WHITE HANGING HEART", "WH")]
    [InlineData("<b>bold & \"quoted\"</b>", "?")]
    [InlineData("  ", "?")]
    [InlineData("\u0001control\uFFFF", "?")]
    [InlineData("café 'au lait", "CL")]
    public void Draw_ItemOfAnotherShop_IsATileWithItsInitials(string title, string initials)
    {
        var text = XDocument.Parse(ItemDrawing.Draw(new Item(new ItemId("85123A"), title) { Category = "Gifts & <more>" })).Root!;

        Assert.Equal(initials, text.Elements().Single(element => element.Name.LocalName == "text").Value);
    }

    [Fact]
    public void Draw_ItemsOfOneCategory_ShareTheirInk()
    {
        static string Ink(string category, string id) => XDocument.Parse(ItemDrawing.Draw(new Item(new ItemId(id), "Some thing") { Category = category }))
            .Root!.Elements().Single(element => element.Name.LocalName == "text").Attribute("fill")!.Value;

        Assert.Equal(Ink("Gifts", "a"), Ink("Gifts", "b"));
        Assert.NotEqual(Ink("Gifts", "a"), Ink("Lights", "a"));
    }
}
