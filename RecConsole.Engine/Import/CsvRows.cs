using System.Text;
using CsvHelper;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: a delimited file with a header. Out: its rows, one at a time, as text fields. The delimiter (comma, semicolon, tab
/// or bar) is recognised. Blank lines are passed over and are no rows. A quote inside an unquoted field is taken as text.
/// </summary>
public sealed class CsvRows : IDisposable
{
    readonly ImportStream stream;
    readonly CsvReader reader;
    readonly Dictionary<long, string> faultByLine = [];

    public CsvRows(ImportStream stream)
    {
        this.stream = stream;
        reader = CsvReader.Create(stream, new CsvReaderOptions
        {
            Encoding = Encoding.UTF8,
            MaxRecordSize = ImportStream.MaxRecordBytes,
            TrackLineNumbers = true,
            PoolStrings = true,
            OnMalformedRecord = Note,
        });
        try
        {
            Header = [.. reader.Headers.ToArray().Select(name => name.Trim())];
        }
        catch (CsvFormatException broken)
        {
            throw Failed(broken);
        }
        Delimiter = reader.Separator;
        stream.EndRecord();
    }

    /// <summary>The file's name, for messages.</summary>
    public string Name => stream.Name;

    /// <summary>Names of the columns, trimmed.</summary>
    public IReadOnlyList<string> Header { get; }

    public char Delimiter { get; }

    /// <summary>Why the row as a whole cannot be read, or null.</summary>
    public string? Fault { get; private set; }

    /// <summary>Where the row stands; copies its text, so it is asked for where a row is rejected.</summary>
    public RowPlace Place => new(stream.Name, reader.LineNumber, Encoding.UTF8.GetString(reader.RawRecord));

    public string this[int column] => reader.GetString(column);

    public bool Read()
    {
        try
        {
            if (!reader.Read()) return false;
        }
        catch (CsvFormatException broken)
        {
            throw Failed(broken);
        }
        stream.EndRecord();
        if (!faultByLine.Remove(reader.LineNumber, out var fault) && reader.FieldCount != Header.Count) fault = "wrong number of columns";
        Fault = fault;
        return true;
    }

    void Note(CsvMalformedRecord record)
    {
        if (record.Reason != CsvMalformedReason.StrayQuote) faultByLine[record.LineNumber] = "quotes do not match";
    }

    /// <summary>The parser recovers from all but a row that is too long.</summary>
    ImportFailedException Failed(CsvFormatException broken) => stream.TooLong(Math.Max(1, broken.LineNumber), broken);

    public void Dispose()
    {
        reader.Dispose();
        stream.Dispose();
    }
}
