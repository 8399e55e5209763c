using RecConsole.Engine.People;
using RecConsole.Web.Auth;
using RecConsole.Web.Services;

namespace RecConsole.Web.Api;

/// <summary>The catalogue list as a file: the same filter and order as the page whose address it was taken from.</summary>
public static class CatalogExportApi
{
    public static void MapCatalogExport(this IEndpointRouteBuilder app) =>
        app.MapGet("/export/catalog.csv", ExportAsync).ExcludeFromDescription().RequireRight(Permission.View);

    static async Task ExportAsync(HttpContext context, CatalogBrowser browser)
    {
        var filter = CatalogFilter.Parse(name => context.Request.Query.TryGetValue(name, out var value) ? value.ToString() : null);
        var listed = browser.List(filter, context.RequestAborted);
        context.Response.ContentType = "text/csv; charset=utf-8";
        context.Response.Headers.ContentDisposition = "attachment; filename=catalog.csv";
        await using var writer = new StreamWriter(context.Response.Body);
        await writer.WriteAsync(CsvLine.Of("item_id", "title", "category", "brand", "price", "cost", "margin", "stock", "active", "added_at", "popularity", "image_url"));
        foreach (var index in listed.Order)
        {
            context.RequestAborted.ThrowIfCancellationRequested();
            var item = listed.Snapshot[index];
            await writer.WriteAsync(CsvLine.Of(item.Id.Value, item.Title, item.Category, item.Brand, item.Price, item.Cost, item.Margin,
                item.Stock, item.Active, item.AddedAt, listed.PopularityOf(index), item.ImageUrl));
        }
    }
}
