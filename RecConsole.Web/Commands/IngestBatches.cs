using System.Buffers.Text;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using RecConsole.Engine.Numerics;

namespace RecConsole.Web.Commands;

/// <summary>
/// Bodies of <c>POST /api/v1/events</c> as a shop sends them: of 100 events 55 impressions, 25 views, 12 clicks, 5 carts and
/// 3 purchases, of 20,000 shoppers. Written once; a batch only gets new ids and the time, so that the generator costs next to nothing.
/// </summary>
sealed class IngestBatches
{
    const int Templates = 32;
    const int IdLength = 36;
    const string IdPlaceholder = "00000000-0000-0000-0000-000000000000";
    const string TimePlaceholder = "0001-01-01T00:00:00Z";

    readonly byte[][] templates = new byte[Templates][];
    readonly int[][] idPlaces = new int[Templates][];
    readonly int[][] timePlaces = new int[Templates][];
    readonly int items;
    readonly bool randomIds;

    public IngestBatches(int size, int items, bool randomIds)
    {
        (Size, this.items, this.randomIds) = (size, items, randomIds);
        var rng = new Rng(11);
        for (var t = 0; t < Templates; t++)
        {
            templates[t] = Encoding.UTF8.GetBytes(Write(rng));
            idPlaces[t] = Find(templates[t], IdPlaceholder);
            timePlaces[t] = Find(templates[t], TimePlaceholder);
        }
    }

    public int Size { get; }

    public string Item(int index) => $"item-{index % items}";

    /// <summary>A body of its own, with ids that no other batch has; its events happened now.</summary>
    public byte[] Next(Rng rng, DateTimeOffset now)
    {
        var template = rng.NextInt(Templates);
        var body = (byte[])templates[template].Clone();
        Span<ulong> random = stackalloc ulong[2];
        foreach (var place in idPlaces[template])
        {
            (random[0], random[1]) = (rng.NextUInt64(), rng.NextUInt64());
            var id = MemoryMarshal.Cast<ulong, byte>(random);
            // the layout of UUID version 7: 48 bits of milliseconds first
            if (!randomIds) for (var b = 0; b < 6; b++) id[b] = (byte)(now.ToUnixTimeMilliseconds() >> (40 - 8 * b));
            Utf8Formatter.TryFormat(new Guid(id, bigEndian: true), body.AsSpan(place, IdLength), out _);
        }
        Span<byte> time = stackalloc byte[TimePlaceholder.Length];
        now.TryFormat(time, out _, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        foreach (var place in timePlaces[template]) time.CopyTo(body.AsSpan(place));
        return body;
    }

    /// <summary>Puts the items that the events name into the shop.</summary>
    public async Task AddCatalogAsync(HttpClient client, CancellationToken cancellation)
    {
        var catalog = Enumerable.Range(0, items).Select(n => new { id = Item(n), title = $"Item {n}", category = $"Category {n % 20}", price = 1 + n % 100 });
        using var response = await client.PostAsJsonAsync("/api/v1/items", new { items = catalog }, cancellation);
        response.EnsureSuccessStatusCode();
    }

    string Write(Rng rng)
    {
        var body = new StringBuilder("{\"events\":[");
        for (var n = 0; n < Size; n++)
        {
            var shopper = rng.NextInt(20_000);
            var (type, more) = rng.NextInt(100) switch
            {
                < 55 => ("impression", $",\"position\":{1 + rng.NextInt(12)}"),
                < 80 => ("view", $",\"dwellSeconds\":{1 + rng.NextInt(90)}"),
                < 92 => ("click", $",\"position\":{1 + rng.NextInt(12)}"),
                < 97 => ("add_to_cart", ",\"quantity\":1"),
                _ => ("purchase", $",\"quantity\":{1 + rng.NextInt(3)},\"price\":{1 + rng.NextInt(99)}.90"),
            };
            if (n > 0) body.Append(',');
            body.Append($"{{\"eventId\":\"{IdPlaceholder}\",\"type\":\"{type}\",\"userId\":\"shopper-{shopper}\",\"sessionId\":\"visit-{shopper}-1\",\"itemId\":\"{Item(rng.NextInt(items))}\",\"timestamp\":\"{TimePlaceholder}\"{more}}}");
        }
        return body.Append("]}").ToString();
    }

    static int[] Find(ReadOnlySpan<byte> template, string text)
    {
        var places = new List<int>();
        var placeholder = Encoding.UTF8.GetBytes(text);
        for (var at = 0; template[at..].IndexOf(placeholder) is >= 0 and var next; at += next + placeholder.Length) places.Add(at + next);
        return [.. places];
    }
}
