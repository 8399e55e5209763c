using System.Text;
using RecConsole.Engine.Simulation;

namespace RecConsole.Tests.Simulation;

public sealed class ShopVocabularyTests
{
    [Fact]
    public void Default_Loads_WithWhatIsPromised()
    {
        var vocabulary = ShopVocabulary.Default;

        Assert.Equal(14, vocabulary.Departments.Count);
        Assert.True(vocabulary.Types.Count > 120);
        Assert.All(vocabulary.Interests.Select((_, index) => vocabulary.TypesServing(index)), types => Assert.NotEmpty(types));
        Assert.All(vocabulary.Departments, department => Assert.True(department.Brands.Count >= 6 && department.Brands.Max(brand => brand.Price) > 1.25 && department.Brands.Min(brand => brand.Price) < 0.8));
        Assert.Equal("Fashion", vocabulary.DepartmentOf(0).Name);
        Assert.Equal("Office", vocabulary.DepartmentOf(vocabulary.Types.Count - 1).Name);
    }

    [Fact]
    public void Read_FileThatContradictsItself_NamesEveryFault()
    {
        const string json = """
            {
              "styles": ["plain", "plain"], "sellers": [], "colours": [{ "name": "red", "hex": "red", "family": "red" }],
              "palettes": { "all": ["red", "blue"] }, "interests": [{ "name": "tea", "weight": 1 }],
              "personas": [{ "name": "Anybody", "text": "", "interests": ["gin"], "styles": [], "price": 0, "colours": [] }],
              "departments": [{ "name": "Pantry", "code": "pan", "margin": 0.3, "weight": 1, "brands": [], "notes": [], "types": [
                { "name": "Tea", "picture": "tea", "price": 0, "spread": 1, "interests": ["coffee"], "styles": ["odd"], "parts": {}, "title": "{leaf} tea", "text": ["Tea."], "palette": "none", "numbers": { "grams": [2, 1, 1] } }
              ] }]
            }
            """;

        var failure = Assert.Throws<InvalidDataException>(() => ShopVocabulary.Read(new MemoryStream(Encoding.UTF8.GetBytes(json))));

        Assert.All(
            ["style 'plain' stands twice", "'red' is not #rrggbb", "palette all: colour 'blue'", "interest 'coffee'", "style 'odd'", "known palette or paint", "price and spread", "{leaf}", "grams must be", "persona Anybody: interest 'gin'"],
            fault => Assert.Contains(fault, failure.Message));
    }

    [Fact]
    public void Read_BrokenJson_SaysSo() =>
        Assert.Contains("does not parse", Assert.Throws<InvalidDataException>(() => ShopVocabulary.Read(new MemoryStream("{"u8.ToArray()))).Message);

    [Theory]
    [InlineData("a {x} cup", "enamel", "An enamel cup")]
    [InlineData("It is a {x} thing. a {x} one.", "one-hand", "It is a one-hand thing. A one-hand one.")]
    [InlineData("a {x} case", "ultralight", "An ultralight case")]
    [InlineData("a {x} plug", "USB-C", "A USB-C plug")]
    public void Fill_Article_AgreesWithWhatFollows(string template, string word, string expected) =>
        Assert.Equal(expected, Assortment.Fill(template, new Dictionary<string, string> { ["x"] = word }));
}
