using System.IO.Compression;
using System.Runtime.Loader;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace RecConsole.Web;

/// <summary>
/// Serves <c>_framework/blazor.web.js</c>. From .NET 10 on the SDK takes it from a package that not every registry has;
/// the default build carries the assembly that embeds it (README, "Packages"). Cached, compressed and with an ETag.
/// </summary>
public static class BlazorScript
{
    const string Resource = "_framework/blazor.web.js";

    public static void Map(IEndpointRouteBuilder app)
    {
        var carrier = Path.Combine(AppContext.BaseDirectory, "blazor-script", "Endpoints.dll");
        if (!File.Exists(carrier)) return; // official packages: the SDK's own asset is served

        var plain = Read(carrier);
        var gzip = Compress(plain);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(plain))[..16]}\"");

        app.MapGet("/" + Resource, (HttpContext context) =>
        {
            context.Response.Headers.CacheControl = "no-cache";
            context.Response.Headers.Vary = "Accept-Encoding";
            var compressed = context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
            if (compressed) context.Response.Headers.ContentEncoding = "gzip";
            return Results.Bytes(compressed ? gzip : plain, "text/javascript", entityTag: tag);
        }).ExcludeFromDescription();
    }

    static byte[] Read(string carrier)
    {
        var loader = new AssemblyLoadContext("blazor-script", isCollectible: true);
        try
        {
            using var stream = loader.LoadFromAssemblyPath(carrier).GetManifestResourceStream(Resource)
                ?? throw new InvalidOperationException($"{carrier} has no resource {Resource}; the package version in RecConsole.Web.csproj is the one that carries it.");
            using var memory = new MemoryStream();
            stream.CopyTo(memory);
            return memory.ToArray();
        }
        finally
        {
            loader.Unload();
        }
    }

    static byte[] Compress(byte[] plain)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.SmallestSize)) gzip.Write(plain);
        return memory.ToArray();
    }
}
