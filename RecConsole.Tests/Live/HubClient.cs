using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using RecConsole.Web.Live;

namespace RecConsole.Tests.Live;

/// <summary>
/// A minimal client of the JSON hub protocol (frames end in 0x1E): what a script in any language would write. Every wait
/// ends with the patience of the whole client.
/// </summary>
sealed class HubClient : IAsyncDisposable
{
    const byte RecordSeparator = 0x1E;

    readonly ClientWebSocket socket = new();
    readonly CancellationTokenSource patience = new(TimeSpan.FromSeconds(60));
    readonly Queue<JsonElement> received = new();
    readonly byte[] buffer = new byte[1 << 16];
    readonly List<byte> pending = [];
    int invocations;

    public static async Task<HubClient> ConnectAsync(Uri address)
    {
        var client = new HubClient();
        var uri = new UriBuilder(address) { Scheme = "ws", Path = LiveHub.Path }.Uri;
        await client.socket.ConnectAsync(uri, client.patience.Token);
        await client.SendAsync("""{"protocol":"json","version":1}""");
        var handshake = await client.ReceiveAsync();
        Assert.Equal("{}", handshake.GetRawText());
        return client;
    }

    /// <summary>Calls a method and returns its completion: <c>result</c> or <c>error</c>.</summary>
    public async Task<JsonElement> InvokeAsync(string method, params object[] arguments)
    {
        var id = $"{++invocations}";
        await SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = id, target = method, arguments }));
        return await ReceiveAsync(message => TypeOf(message) == 3 && message.GetProperty("invocationId").GetString() == id);
    }

    /// <summary>The next <c>metrics</c> message that the condition accepts.</summary>
    public async Task<JsonElement> MetricsAsync(Func<JsonElement, bool>? accepts = null)
    {
        var message = await ReceiveAsync(m => TypeOf(m) == 1 && m.GetProperty("target").GetString() == LiveHub.MetricsMessage
            && (accepts is null || accepts(m.GetProperty("arguments")[0])));
        return message.GetProperty("arguments")[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (socket.State == WebSocketState.Open) await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None);
        socket.Dispose();
        patience.Dispose();
    }

    static int TypeOf(JsonElement message) => message.TryGetProperty("type", out var type) ? type.GetInt32() : 0;

    async Task<JsonElement> ReceiveAsync(Func<JsonElement, bool>? accepts = null)
    {
        while (true)
        {
            while (received.TryDequeue(out var message))
                if (accepts is null || accepts(message)) return message;
            var result = await socket.ReceiveAsync(buffer.AsMemory(), patience.Token);
            Assert.NotEqual(WebSocketMessageType.Close, result.MessageType);
            foreach (var b in buffer.AsSpan(0, result.Count))
            {
                if (b != RecordSeparator)
                {
                    pending.Add(b);
                    continue;
                }
                received.Enqueue(JsonDocument.Parse(pending.ToArray()).RootElement.Clone());
                pending.Clear();
            }
        }
    }

    Task SendAsync(string json) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)RecordSeparator), WebSocketMessageType.Text, true, patience.Token);
}
