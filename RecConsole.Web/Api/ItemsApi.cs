using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Api;

/// <summary><c>/api/v1/items</c>: the catalogue. A change is durable when it is answered, and ranked within a second.</summary>
static class ItemsApi
{
    const int DefaultLimit = 100;
    const int MaxLimit = 1000;

    public static void MapItemsApi(this IEndpointRouteBuilder app)
    {
        var items = app.MapGroup("/api/v1/items").WithTags("Items");
        items.AddEndpointFilter(async (call, next) =>
        {
            // in the first seconds an item is not unknown, it is not read yet
            await call.HttpContext.RequestServices.GetRequiredService<ShopLoader>().Loaded.WaitAsync(call.HttpContext.RequestAborted);
            return await next(call);
        });
        items.MapGet("", List).WithName("ListItems").WithSummary("A page of the catalogue, in the order in which items came")
            .ProducesProblem(400);
        items.MapPost("", PostAsync).WithName("UpsertItems").WithSummary("Changes or adds items")
            .WithDescription("Each item is checked on its own: the good ones are kept, the others are named with a reason. Of a known item the "
                + "fields that are given change and the others stay; a new one needs a title.")
            .Accepts<ItemsRequest>("application/json").Produces<ItemsResponse>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(413).ProducesProblem(415).ProducesProblem(503).HoldPersonsTo(Permission.EditCatalog);
        items.MapGet("/{id}", Get).WithName("GetItem").WithSummary("One item").ProducesProblem(404);
        items.MapPut("/{id}", PutAsync).WithName("PutItem").WithSummary("Puts an item: fields that are not given are unknown afterwards")
            .Accepts<ItemDocument>("application/json").Produces<ItemDocument>().Produces<ItemDocument>(StatusCodes.Status201Created)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(415).ProducesProblem(503).HoldPersonsTo(Permission.EditCatalog);
        items.MapPatch("/{id}", PatchAsync).WithName("PatchItem").WithSummary("Changes the fields that are given; null takes a value away (JSON merge patch)")
            .Accepts<ItemDocument>("application/json", "application/merge-patch+json").Produces<ItemDocument>()
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(415).ProducesProblem(503).HoldPersonsTo(Permission.EditCatalog);
    }

    static Results<Ok<ItemsPage>, ProblemHttpResult> List(CatalogStore catalog, HttpRequest request)
    {
        if (Number(request, "offset", 0, 0, int.MaxValue, out var offset) is { } wrongOffset) return wrongOffset;
        if (Number(request, "limit", DefaultLimit, 1, MaxLimit, out var limit) is { } wrongLimit) return wrongLimit;
        var snapshot = catalog.Current;
        var items = new List<ItemDocument>();
        for (var i = offset; i < snapshot.Count && items.Count < limit; i++) items.Add(ItemDocument.Of(snapshot[i]));
        return TypedResults.Ok(new ItemsPage(snapshot.Count, offset, items));
    }

    static Results<Ok<ItemDocument>, ProblemHttpResult> Get(string id, CatalogStore catalog) =>
        catalog.Current.Find(new ItemId(Whole(id))) is { } item ? TypedResults.Ok(ItemDocument.Of(item)) : Unknown(Whole(id));

    /// <summary>A slash within an id comes escaped, and routing leaves that one escape as it is.</summary>
    static string Whole(string routed) => routed.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);

    static Task<IResult> PutAsync(string id, HttpContext context, CatalogWriter writer) =>
        ChangeAsync(id, context, writer, (_, itemId, body) => (ItemPatch.Apply(null, itemId, body, out var problem), problem), mustExist: false);

    static Task<IResult> PatchAsync(string id, HttpContext context, CatalogWriter writer) =>
        ChangeAsync(id, context, writer, (known, itemId, body) => (ItemPatch.Apply(known, itemId, body, out var problem), problem), mustExist: true);

    static async Task<IResult> ChangeAsync(
        string id, HttpContext context, CatalogWriter writer, Func<Item?, ItemId, JsonElement, (Item?, string?)> change, bool mustExist)
    {
        if (!context.Request.HasJsonContentType()) return ApiProblem.NotJson();
        id = Whole(id);
        if (ItemPatch.IdProblem(id) is { } wrong) return ApiProblem.BadRequest(wrong);
        using var body = await PooledBody.ReadAsync(context.Request);
        if (!TryParse(body.Memory, out var document, out var malformed)) return malformed;
        using (document)
        {
            var (itemId, item, problem, found) = (new ItemId(id), default(Item), default(string), true);
            var added = await writer.ChangeAsync(catalog =>
            {
                var known = catalog.Find(itemId);
                found = known is not null || !mustExist;
                if (!found) return [];
                (item, problem) = change(known, itemId, document.RootElement);
                return item is null ? [] : [item];
            }, Principals.PersonOf(context.User), context.RequestAborted);
            if (!found) return Unknown(id);
            if (item is null) return ApiProblem.BadRequest(problem!);
            return added > 0
                ? TypedResults.Created($"/api/v1/items/{Uri.EscapeDataString(id)}", ItemDocument.Of(item))
                : TypedResults.Ok(ItemDocument.Of(item));
        }
    }

    static async Task<IResult> PostAsync(HttpContext context, CatalogWriter writer, EngineOptions options)
    {
        if (!context.Request.HasJsonContentType()) return ApiProblem.NotJson();
        using var body = await PooledBody.ReadAsync(context.Request);
        if (!TryParse(body.Memory, out var document, out var malformed)) return malformed;
        using (document)
        {
            if (!TryFindItems(document.RootElement, out var sent))
                return ApiProblem.BadRequest("items is missing or empty: the body is {\"items\": [{\"id\": \"...\", \"title\": \"...\", \"price\": 9.90}]}");
            if (sent.GetArrayLength() > options.MaxBatchItems)
                return ApiProblem.TooLarge($"A batch holds at most {options.MaxBatchItems} items; send the rest in further batches. Nothing of this one was taken");
            var rejected = new List<Rejection>();
            var accepted = 0;
            var created = await writer.ChangeAsync(catalog =>
            {
                var changed = Merge(catalog, sent, rejected);
                accepted = sent.GetArrayLength() - rejected.Count;
                return changed;
            }, Principals.PersonOf(context.User), context.RequestAborted);
            return TypedResults.Ok(new ItemsResponse(accepted, created, rejected));
        }
    }

    /// <summary>The items of a batch after all their changes, in order of appearance.</summary>
    static List<Item> Merge(CatalogSnapshot catalog, JsonElement sent, List<Rejection> rejected)
    {
        var changed = new List<Item>();
        var places = new Dictionary<ItemId, int>();
        var index = -1;
        foreach (var element in sent.EnumerateArray())
        {
            index++;
            var item = default(Item);
            if (ItemPatch.IdOf(element, out var problem) is { } id)
            {
                var isAgain = places.TryGetValue(id, out var place);
                item = ItemPatch.Apply(isAgain ? changed[place] : catalog.Find(id), id, element, out problem);
                if (item is not null && isAgain) changed[place] = item;
                else if (item is not null)
                {
                    places[id] = changed.Count;
                    changed.Add(item);
                }
            }
            if (item is null) rejected.Add(new Rejection(index, problem!));
        }
        return changed;
    }

    static bool TryFindItems(JsonElement body, out JsonElement items)
    {
        items = default;
        try
        {
            return body.ValueKind == JsonValueKind.Object && body.TryGetProperty("items", out items) && items.ValueKind == JsonValueKind.Array && items.GetArrayLength() > 0;
        }
        catch (InvalidOperationException)
        {
            return false; // a name that is not valid Unicode
        }
    }

    static bool TryParse(ReadOnlyMemory<byte> body, out JsonDocument document, out ProblemHttpResult problem)
    {
        try
        {
            document = JsonDocument.Parse(body);
            problem = null!;
            return true;
        }
        catch (JsonException malformed)
        {
            document = null!;
            problem = ApiProblem.BadRequest($"The body is not valid JSON at line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}; nothing of it was taken");
            return false;
        }
    }

    static ProblemHttpResult? Number(HttpRequest request, string name, int otherwise, int least, int most, out int value)
    {
        value = otherwise;
        if (request.Query[name] is not [{ } text, ..]) return null;
        return int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out value) && value >= least && value <= most
            ? null
            : ApiProblem.BadRequest($"{name} is '{text}'; it is a whole number between {least} and {most}");
    }

    static ProblemHttpResult Unknown(string id) => ApiProblem.NotFound($"There is no item '{id}'; PUT or POST /api/v1/items makes one");
}
