namespace RecConsole.Web.Commands;

/// <summary>
/// The ceiling that <c>bench http</c> measures against: Kestrel and routing, no other middleware, one POST that reads a
/// request for a slate and answers a slate of the same size. Nothing is ranked.
/// </summary>
static class HttpReference
{
    const string Path = "/reference";

    public static async Task<WebApplication> StartAsync(CancellationToken cancellation)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost(Path, (Ask ask) => TypedResults.Ok(Answer(ask)));
        await app.StartAsync(cancellation);
        return app;
    }

    public static byte[] Request(string host) => HttpBenchShop.Post(Path, host,
        """{"userId":"shopper-12345","sessionId":"visit-12345","placement":"item","count":10,"context":{"itemId":"item-012345","device":"phone"}}""");

    static PlainSlate Answer(Ask ask)
    {
        var items = new PlainItem[ask.Count];
        for (var n = 0; n < items.Length; n++) items[n] = new PlainItem("item-012345", n + 1, 1.2345678f + n, 1, null);
        return new("0192f0c1aaaabbbbccccddddeeeeffff", "default", "0123456789abcdef", null, null, "ppmi-0123456789ab", 12.3456, [], null, items);
    }

    public sealed record Ask(string? UserId, string? SessionId, string Placement, int Count, AskContext? Context);

    public sealed record AskContext(string? ItemId, string? Device);

    /// <summary>Field by field what a slate is.</summary>
    public sealed record PlainSlate(
        string SlateId, string Strategy, string Revision, string? Experiment, string? Variant, string Model, double TookMs,
        IReadOnlyList<string> Degraded, string? Empty, IReadOnlyList<PlainItem> Items);

    public sealed record PlainItem(string ItemId, int Position, float Score, double Propensity, IReadOnlyDictionary<string, float>? Contributions);
}
