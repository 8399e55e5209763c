using System.Numerics.Tensors;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Storage;
using EventId = RecConsole.Engine.Events.EventId;

namespace RecConsole.Web.Commands;

/// <summary>
/// The shop that <c>bench http</c> asks: items in styles, a model whose embeddings gather around the styles, and shoppers
/// with a history in one or two of them. Laid down as a server finds it at its start.
/// </summary>
sealed class HttpBenchShop(int items, int dim)
{
    const int Styles = 200;
    public const int Shoppers = 20_000;
    const int EventsPerShopper = 6;
    const int Requests = 20_000;

    readonly Rng rng = new(5);

    /// <summary>Writes catalogue, log and model into the directory, which no server has.</summary>
    public async Task WriteAsync(string directory, CancellationToken cancellation)
    {
        using var held = DataDirectoryLock.Acquire(directory);
        using var database = Database.Open(directory, TimeProvider.System);
        using var log = new EventTable(database);
        using var turn = await database.EnterAsync(cancellation);
        var now = TimeProvider.System.GetUtcNow();
        turn.Commit(connection =>
        {
            ItemTable.Upsert(connection, Items(now));
            log.Append(connection, [.. History(now)], []);
        });
        var shelf = new ModelShelf(new ModelTable(database), new ModelStore(), held);
        var model = Model(now);
        shelf.Save(model);
        shelf.Publish(turn, model, log.Length());
    }

    /// <summary>
    /// Whole requests, each of a shopper on the page of an item: the item joins the shopper's history, so that the encoder
    /// runs for every request.
    /// </summary>
    public byte[][] SlateRequests(string host)
    {
        var requests = new byte[Requests][];
        for (var n = 0; n < requests.Length; n++)
        {
            var shopper = rng.NextInt(Shoppers);
            requests[n] = Post("/api/v1/recommendations", host,
                $$$"""{"userId":"shopper-{{{shopper}}}","sessionId":"visit-{{{shopper}}}","placement":"item","count":10,"context":{"itemId":"{{{Id(rng.NextInt(items))}}}","device":"phone"}}""");
        }
        return requests;
    }

    public static byte[] Post(string path, string host, string body) => Encoding.UTF8.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public IEnumerable<Item> Items(DateTimeOffset now) => Enumerable.Range(0, items).Select(n => ItemOf(n, now));

    static string Id(int n) => $"item-{n:000000}";

    Item ItemOf(int n, DateTimeOffset now) => new(new ItemId(Id(n)), $"Item {n}")
    {
        Category = $"Category {n % Styles % 40}",
        Brand = $"Brand {rng.NextInt(500)}",
        Price = 5 + rng.NextInt(20_000) / 100m,
        Cost = 2 + rng.NextInt(400) / 100m,
        Stock = rng.NextBool(0.02) ? 0 : 1 + rng.NextInt(300),
        AddedAt = now - TimeSpan.FromDays(rng.NextInt(400)),
    };

    /// <summary>What the shoppers did, shopper by shopper.</summary>
    public IEnumerable<ShopEvent> History(DateTimeOffset now)
    {
        for (var shopper = 0; shopper < Shoppers; shopper++)
        {
            int[] styles = [rng.NextInt(Styles), rng.NextInt(Styles)];
            for (var n = 0; n < EventsPerShopper; n++)
            {
                var item = Math.Min(items - 1, rng.NextInt(Math.Max(1, items / Styles)) * Styles + styles[n % 2]);
                var at = now - TimeSpan.FromMinutes(10 + rng.NextInt(20_000));
                yield return new ShopEvent(EventId.NewTimeOrdered(at), rng.NextBool(0.1) ? EventKind.Purchase : EventKind.View,
                    new UserId($"shopper-{shopper}"), new SessionId($"visit-{shopper}"), at) { ItemId = new ItemId(Id(item)) };
            }
        }
    }

    public ModelArtifact Model(DateTimeOffset now)
    {
        var centres = Gaussians(Styles * dim);
        var embeddings = Gaussians(items * dim);
        for (var n = 0; n < items; n++)
        {
            var embedding = embeddings.AsSpan(n * dim, dim);
            TensorPrimitives.MultiplyAdd(embedding, 0.5f, centres.AsSpan(n % Styles * dim, dim), embedding);
            TensorPrimitives.Divide(embedding, TensorPrimitives.Norm<float>(embedding), embedding);
        }
        return new ModelArtifact(PpmiModel.Key, new ItemVocabulary(Enumerable.Range(0, items).Select(n => new ItemId(Id(n)))), dim, embeddings,
            DecayedMeanEncoder.Create(new EncoderOptions()), new TrainingRecord(JsonSerializer.SerializeToElement(new { }), now, Shoppers * EventsPerShopper));
    }

    float[] Gaussians(int count)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++) values[i] = (float)rng.NextGaussian();
        return values;
    }
}
