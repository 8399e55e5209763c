using Bunit;
using RecConsole.Engine.Import;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Pages;

public sealed class MappingEditorTests : IDisposable
{
    static readonly ImportPreview Preview = new("events-csv", ["action", "product"], [],
        [new("type", null, true), new("itemId", "product", true), new("price", null, false)]);

    readonly BunitContext context = new();
    ColumnChoices choices = ColumnChoices.Of(Preview);

    [Fact]
    public void Render_Proposal_IsChosenAndMissingIsMarked()
    {
        var editor = Render();

        Assert.Equal("1", editor.Find("[data-field=itemId] select").GetAttribute("value"));
        Assert.Contains("is-missing", editor.Find("[data-field=type]").ClassList);
        Assert.DoesNotContain("is-missing", editor.Find("[data-field=price]").ClassList);
    }

    [Fact]
    public void Change_ToAColumn_TellsTheNewMap()
    {
        Render().Find("[data-field=type] select").Change("0");

        Assert.Equal("action", choices["type"].Column);
        Assert.Empty(choices.Missing);
    }

    [Fact]
    public void Change_ToOneValue_AsksForItAndTakesIt()
    {
        Render().Find("[data-field=type] select").Change("value");
        Render().Find("[data-field=type] input").Input("purchase");

        Assert.Equal("purchase", choices.ToMap().Constant("type"));
    }

    [Fact]
    public void Change_ToNothing_TakesTheColumnAway()
    {
        Render().Find("[data-field=itemId] select").Change("");

        Assert.Equal(["type", "itemId"], choices.Missing);
    }

    IRenderedComponent<MappingEditor> Render() => context.Render<MappingEditor>(parameters => parameters
        .Add(editor => editor.Preview, Preview)
        .Add(editor => editor.Choices, choices)
        .Add(editor => editor.OnChange, next => choices = next));

    public void Dispose() => context.Dispose();
}
