using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.FileProviders;

namespace RecConsole.Web.Api;

/// <summary><c>GET /recconsole.js</c>: the snippet that a shop's page includes. Its use is described in the file itself.</summary>
public static class ShopScriptApi
{
    const string File = "js/recconsole.js";

    public static void MapShopScriptApi(this IEndpointRouteBuilder app) =>
        app.MapGet("/recconsole.js", Get).RequireCors(ShopOrigins.Policy).ExcludeFromDescription();

    /// <summary>Shops keep it for five minutes, then ask whether it changed.</summary>
    static Results<FileStreamHttpResult, NotFound> Get(IWebHostEnvironment environment, HttpContext context)
    {
        IFileInfo script = environment.WebRootFileProvider.GetFileInfo(File);
        if (!script.Exists) return TypedResults.NotFound();
        context.Response.Headers.CacheControl = "public, max-age=300";
        return TypedResults.Stream(script.CreateReadStream(), "text/javascript; charset=utf-8", lastModified: script.LastModified);
    }
}
