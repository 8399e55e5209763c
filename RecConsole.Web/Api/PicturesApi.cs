using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Simulation;

namespace RecConsole.Web.Api;

/// <summary>
/// <c>GET /img/item/{id}.svg</c>: a drawn picture of an item, for those that have none of their own. The id is
/// percent-encoded as one segment.
/// </summary>
static class PicturesApi
{
    const string Extension = ".svg";

    public static void MapPicturesApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/img/item/{file}", Get)
            .WithName("ItemPicture").WithTags("Catalog").WithSummary("A drawn picture of an item, as SVG")
            .ExcludeFromDescription(); // drawn for the console's own pages

    static IResult Get(string file, CatalogStore catalog, HttpContext context)
    {
        if (!file.EndsWith(Extension, StringComparison.Ordinal)) return ApiProblem.NotFound($"There is no picture '{file}'; ask for /img/item/ITEM-ID.svg");
        // routing leaves the slash of an id encoded
        var id = file[..^Extension.Length].Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
        if (catalog.Current.Find(new ItemId(id)) is not { } item) return ApiProblem.NotFound($"There is no item '{id}' in the catalogue");

        var picture = Encoding.UTF8.GetBytes(ItemDrawing.Draw(item));
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(picture)[..8])}\"");
        var headers = context.Response.Headers;
        headers.CacheControl = "public, max-age=300";
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "default-src 'none'"; // opened by itself, it still runs nothing
        return TypedResults.Bytes(picture, "image/svg+xml", entityTag: tag);
    }
}
