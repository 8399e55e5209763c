using System.Text;

namespace RecConsole.Tests.Import;

/// <summary>A file that goes on for ever (or for a given length) without lying anywhere.</summary>
sealed class EndlessStream(string start, string repeated, long length = long.MaxValue) : TestStream
{
    readonly byte[] start = Encoding.UTF8.GetBytes(start);
    readonly byte[] repeated = Encoding.UTF8.GetBytes(repeated);

    public long BytesGiven { get; private set; }

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, length - BytesGiven);
        for (var i = 0; i < count; i++)
        {
            var at = BytesGiven + i;
            buffer[i] = at < start.Length ? start[at] : repeated[(at - start.Length) % repeated.Length];
        }
        BytesGiven += count;
        return count;
    }
}

/// <summary>Gives one byte at a time, as a slow pipe may.</summary>
sealed class DripStream(byte[] content) : TestStream
{
    int at;

    public override int Read(Span<byte> buffer)
    {
        if (at == content.Length || buffer.IsEmpty) return 0;
        buffer[0] = content[at++];
        return 1;
    }
}

/// <summary>The rest of a stream that can only be read.</summary>
abstract class TestStream : Stream
{
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
