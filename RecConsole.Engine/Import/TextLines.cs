using System.Text;

namespace RecConsole.Engine.Import;

/// <summary>In: a file without header or quotes. Out: its lines that are not blank, one at a time, with their numbers.</summary>
public sealed class TextLines(ImportStream stream, Encoding encoding) : IDisposable
{
    readonly StreamReader reader = new(stream, encoding, detectEncodingFromByteOrderMarks: false);
    long line;

    public string Name => stream.Name;
    public string Text { get; private set; } = "";
    public RowPlace Place => new(stream.Name, line, Text);

    public bool Read()
    {
        while (reader.ReadLine() is { } next)
        {
            line++;
            stream.EndRecord();
            if (next.Length > ImportStream.MaxRecordBytes) throw stream.TooLong(line);
            if (next.AsSpan().Trim().IsEmpty) continue;
            Text = line == 1 ? next.TrimStart('\uFEFF') : next;
            return true;
        }
        return false;
    }

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }
}
