using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Unicode;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: a file, gzipped or not (told by its first bytes). Out: its text as bytes, checked while they pass: valid in its
/// encoding, no binary, no endless record. Whoever reads calls <see cref="EndRecord"/> after each record, so that memory stays
/// flat whatever the file holds. Faults are <see cref="ImportFailedException"/> with the line.
/// </summary>
public sealed class ImportStream : Stream
{
    /// <summary>The longest row, line or object that is read.</summary>
    public const int MaxRecordBytes = 1 << 20;

    /// <summary>What parsers may take ahead of the record that they hand out: their buffers grow to twice the longest.</summary>
    const int ReadAheadBytes = 4 * MaxRecordBytes;

    readonly Stream file;
    readonly Stream content;
    readonly bool isUtf8;
    readonly byte[] cut = new byte[4]; // a character that the last read cut in two
    int cutLength;
    long bytes;
    long bytesAtRecord;
    long lines = 1;
    long lineOfRecord = 1;

    internal ImportStream(string name, Stream file, bool isUtf8 = true)
    {
        (Name, this.file, this.isUtf8) = (name, file, isUtf8);
        content = file.CanSeek && StartsAsGzip(file) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name { get; }

    /// <summary>How much of the file on disk has been read.</summary>
    public long FileBytesRead => file.CanSeek ? file.Position : bytes;

    /// <param name="isUtf8">False for Latin-1, in which any byte is a character.</param>
    public static ImportStream Open(string path, bool isUtf8 = true)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (Directory.Exists(path)) throw new ImportFailedException($"{path} is a directory; name the file in it.");
        try
        {
            return new ImportStream(name, new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan), isUtf8);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ImportFailedException($"{path} does not exist (looked for {Path.GetFullPath(path)}).", missing);
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            throw new ImportFailedException($"{path} cannot be opened: {closed.Message}", closed);
        }
    }

    /// <summary>Called when a record was read whole: the next one may have <see cref="MaxRecordBytes"/> again.</summary>
    public void EndRecord()
    {
        bytesAtRecord = bytes;
        lineOfRecord = lines;
    }

    /// <summary>The complaint about a record beyond <see cref="MaxRecordBytes"/>.</summary>
    public ImportFailedException TooLong(long line, Exception? cause = null) => new(
        $"{Name} has a row of more than {MaxRecordBytes >> 20} MiB from line {line} on: either it is not such a file, or a closing quote is missing.", cause);

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = content.Read(buffer);
        }
        catch (InvalidDataException damaged) // also where the file ends early: strict validation is on for the whole program
        {
            throw new ImportFailedException($"{Name} is a damaged gzip file: it ends early or was changed on the way. Fetch it again.", damaged);
        }
        catch (IOException broken)
        {
            throw new ImportFailedException($"{Name} cannot be read on: {broken.Message}", broken);
        }
        if (buffer.IsEmpty) return 0;
        var read = buffer[..count];
        if (bytes == 0) CheckStart(read);
        CheckText(read);
        bytes += count;
        if (bytes - bytesAtRecord > MaxRecordBytes + ReadAheadBytes)
            throw TooLong(lineOfRecord);
        return count;
    }

    void CheckStart(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty) throw new ImportFailedException($"{Name} is empty.");
        if (start.StartsWith("PK\u0003\u0004"u8))
            throw new ImportFailedException($"{Name} is a zip archive or an Excel workbook; unpack it, or save it as CSV.");
        if (start is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            throw new ImportFailedException($"{Name} is UTF-16; save it as UTF-8.");
    }

    void CheckText(ReadOnlySpan<byte> read)
    {
        if (read.IndexOf((byte)0) is >= 0 and var zero)
            throw new ImportFailedException($"{Name} is not text: line {LineAt(read, zero)} holds a zero byte.");
        if (isUtf8) CheckUtf8(read);
        lines += read.Count((byte)'\n');
    }

    void CheckUtf8(ReadOnlySpan<byte> read)
    {
        if (read.IsEmpty && cutLength > 0) throw NotUtf8(lines);
        var rest = read;
        while (cutLength > 0 && !rest.IsEmpty)
        {
            cut[cutLength++] = rest[0];
            rest = rest[1..];
            var status = Rune.DecodeFromUtf8(cut.AsSpan(0, cutLength), out _, out _);
            if (status == OperationStatus.InvalidData) throw NotUtf8(lines);
            if (status == OperationStatus.Done) cutLength = 0;
        }
        if (rest.IsEmpty) return;
        var tail = CutTail(rest);
        if (!Utf8.IsValid(rest[..^tail])) throw NotUtf8(LineAt(rest, FirstInvalid(rest)));
        if (tail == 0) return;
        rest[^tail..].CopyTo(cut);
        cutLength = tail;
    }

    ImportFailedException NotUtf8(long line) =>
        new($"{Name} is not valid UTF-8 at line {line}; save it as UTF-8 (it may be Latin-1 or Windows-1252).");

    /// <summary>Length of the incomplete character at the end: 0 to 3.</summary>
    static int CutTail(ReadOnlySpan<byte> text)
    {
        for (var length = 1; length <= Math.Min(3, text.Length); length++)
        {
            var tail = text[^length..];
            if (tail[0] < 0x80) return 0;
            if (tail[0] < 0xC0) continue; // a continuation byte: its lead stands before it
            return Rune.DecodeFromUtf8(tail, out _, out _) == OperationStatus.NeedMoreData ? length : 0;
        }
        return 0;
    }

    static int FirstInvalid(ReadOnlySpan<byte> text)
    {
        var at = 0;
        while (at < text.Length && Rune.DecodeFromUtf8(text[at..], out _, out var consumed) == OperationStatus.Done) at += consumed;
        return at;
    }

    long LineAt(ReadOnlySpan<byte> read, int index) => lines + read[..index].Count((byte)'\n');

    static bool StartsAsGzip(Stream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var count = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return count == 2 && magic is [0x1F, 0x8B];
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
            file.Dispose();
        }
        base.Dispose(disposing);
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => bytes; set => throw new NotSupportedException(); }
    public override void Flush() { }
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
