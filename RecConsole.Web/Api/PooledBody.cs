using System.Buffers;

namespace RecConsole.Web.Api;

/// <summary>The whole body of a request in one pooled buffer; dispose it when it has been read.</summary>
readonly struct PooledBody : IDisposable
{
    const int FirstBufferBytes = 64 * 1024;

    readonly byte[] buffer;
    readonly int length;

    PooledBody(byte[] buffer, int length) => (this.buffer, this.length) = (buffer, length);

    /// <summary>The body, without the byte order mark that some senders put in front.</summary>
    public ReadOnlyMemory<byte> Memory => buffer.AsMemory(Start, length - Start);

    public ReadOnlySpan<byte> Bytes => Memory.Span;

    int Start => buffer.AsSpan(0, length).StartsWith("\uFEFF"u8) ? 3 : 0;

    /// <exception cref="BadHttpRequestException">The body is larger than the server takes (413), or breaks off.</exception>
    public static async ValueTask<PooledBody> ReadAsync(HttpRequest request)
    {
        // one byte more than announced, so that the end is seen without growing
        var buffer = ArrayPool<byte>.Shared.Rent(request.ContentLength is > 0 and < int.MaxValue / 2 and { } announced
            ? (int)Math.Min(announced + 1, 1 << 20)
            : FirstBufferBytes);
        var length = 0;
        try
        {
            while (await request.Body.ReadAsync(buffer.AsMemory(length), request.HttpContext.RequestAborted) is > 0 and var read)
            {
                length += read;
                if (length == buffer.Length) buffer = Grow(buffer);
            }
            return new PooledBody(buffer, length);
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer);
            throw;
        }
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    static byte[] Grow(byte[] full)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 2);
        full.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }
}
