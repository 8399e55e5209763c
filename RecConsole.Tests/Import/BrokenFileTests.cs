using System.Text;
using RecConsole.Engine.Import;

namespace RecConsole.Tests.Import;

public sealed class BrokenFileTests : IDisposable
{
    const string Rows = "type,userId,itemId,timestamp\nview,u,i,2024-05-01\n";

    readonly ImportFixture files = new();

    [Fact]
    public void Read_TruncatedGzip_SaysSo()
    {
        var whole = ImportFixture.Compress(Rows + string.Concat(Enumerable.Range(0, 5_000).Select(n => $"view,u{n},i{n * 7919 % 1000},2024-05-01\n")));

        var message = ImportFixture.Refusal("events-csv", "", files.Bytes("e.csv.gz", whole[..(whole.Length / 2)]));

        Assert.Contains("e.csv.gz is a damaged gzip file", message);
    }

    [Fact]
    public void Read_GzipWithoutItsEnd_SaysSo() => Assert.Contains("damaged gzip",
        ImportFixture.Refusal("events-csv", "", files.Bytes("e.csv.gz", ImportFixture.Compress(Rows)[..^9])));

    [Fact]
    public void Read_GzipWithAnotherName_IsReadAllTheSame() =>
        Assert.Equal(1, ImportFixture.Read("events-csv", "", files.Gzip("events.txt", Rows)).Account.Kept);

    [Theory]
    [InlineData(3, 10)]
    [InlineData(70_000, 10)] // beyond the first buffer
    public void Read_InvalidUtf8_NamesTheLine(int line, int column)
    {
        var text = new StringBuilder(Rows);
        for (var n = 3; n <= line; n++) text.Append("view,user,item,2024-05-01\n");
        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        var start = bytes.Length - "view,user,item,2024-05-01\n".Length;
        bytes[start + column] = 0xE9; // é in Latin-1

        Assert.Contains($"e.csv is not valid UTF-8 at line {line};", ImportFixture.Refusal("events-csv", "", files.Bytes("e.csv", bytes)));
    }

    [Fact]
    public void Read_Utf8CutByBuffers_IsWhole()
    {
        var stream = new ImportStream("drip", new DripStream(Encoding.UTF8.GetBytes("a,é€\U0001F600\n")));
        using var reader = new StreamReader(stream);

        Assert.Equal("a,é€\U0001F600\n", reader.ReadToEnd());
    }

    [Fact]
    public void Read_Utf8ThatEndsInTheMiddleOfACharacter_IsRefused() => Assert.Contains("not valid UTF-8 at line 3",
        ImportFixture.Refusal("events-csv", "", files.Bytes("e.csv", [.. Encoding.UTF8.GetBytes(Rows + "view,u,i,2024-05-01"), 0xC3])));

    [Theory]
    [InlineData(new byte[0], "e.csv is empty")]
    [InlineData(new byte[] { (byte)'a', (byte)'\n', (byte)'b', 0, (byte)'c' }, "not text: line 2")]
    [InlineData(new byte[] { (byte)'P', (byte)'K', 3, 4, 9 }, "zip archive")]
    [InlineData(new byte[] { 0xFF, 0xFE, (byte)'a', 0 }, "UTF-16")]
    [InlineData(new byte[] { 0x89, (byte)'P', (byte)'N', (byte)'G' }, "not valid UTF-8 at line 1")]
    public void Read_NoText_SaysWhatItIs(byte[] content, string complaint) =>
        Assert.Contains(complaint, ImportFixture.Refusal("events-csv", "", files.Bytes("e.csv", content)));

    [Fact]
    public void Read_EmptyGzip_IsEmpty() => Assert.Contains("is empty", ImportFixture.Refusal("events-csv", "", files.Gzip("e.gz", "")));

    [Fact]
    public void Read_HeaderOnly_SaysThatThereAreNoRows() =>
        Assert.Contains("no rows after the header", ImportFixture.Refusal("events-csv", "", files.Text("e.csv", "type,userId,itemId,timestamp\n")));

    [Fact]
    public void Read_NoRowCanBeKept_SaysWhyTheFirstFailed() =>
        Assert.Contains("none of the 1 rows can be kept; 1 of them: invalid type (line 2: type 'dance'", ImportFixture.Refusal("events-csv", "", files.Text("e.csv", Rows.Replace("view", "dance", StringComparison.Ordinal))));

    [Fact]
    public void Read_UnclosedQuote_IsNoEventAndLosesNoRowBefore()
    {
        var account = ImportFixture.Read("events-csv", "", files.Text("e.csv", Rows + "view,u,\"i,2024-05-01\nview,u,i,2024-05-01\n")).Account;

        Assert.Equal((2, 1, "quotes do not match"), (account.RowsRead, account.Kept, account.Rejected.Keys.Single()));
    }

    [Theory]
    [InlineData("type,userId,itemId,timestamp\nview,", "a")] // one endless field
    [InlineData("type,userId,itemId,timestamp\nview,\"", "a\n")] // an endless quoted field over many lines
    [InlineData("type,userId,itemId,timestamp\n", "\"a\n\",")] // an endless row of many lines
    [InlineData("", "a")] // an endless header
    public void CsvRows_EndlessRow_StopsWithFlatMemory(string start, string repeated)
    {
        var endless = new EndlessStream(start, repeated);

        var failure = Assert.Throws<ImportFailedException>(() =>
        {
            using var rows = new CsvRows(new ImportStream("endless.csv", endless));
            while (rows.Read()) { }
        });

        Assert.Contains("endless.csv has a row of more than 1 MiB from line", failure.Message);
        Assert.InRange(endless.BytesGiven, 1, 16 << 20);
    }

    [Theory]
    [InlineData("", "12 ")]
    [InlineData("1 2\n", "3")]
    public void TextLines_EndlessLine_StopsWithFlatMemory(string start, string repeated)
    {
        var endless = new EndlessStream(start, repeated);

        Assert.Throws<ImportFailedException>(() =>
        {
            using var lines = new TextLines(new ImportStream("endless.txt", endless), Encoding.UTF8);
            while (lines.Read()) { }
        });
        Assert.InRange(endless.BytesGiven, 1, 16 << 20);
    }

    [Theory]
    [InlineData("[{\"id\":\"", "x")]
    [InlineData("[{\"id\":[", "1,")]
    [InlineData("[", "[")]
    public void JsonObjects_EndlessElement_StopsWithFlatMemory(string start, string repeated)
    {
        var endless = new EndlessStream(start, repeated);

        Assert.Throws<ImportFailedException>(() => JsonObjects.Read(new ImportStream("endless.json", endless), isArray: true).Count());
        Assert.InRange(endless.BytesGiven, 1, 16 << 20);
    }

    [Fact]
    public void Read_EndlessRowsOfGoodLength_GoOn()
    {
        // 8 MiB of rows: far more than one row may have
        using var rows = new CsvRows(new ImportStream("long.csv", new EndlessStream("a,b\n", "1,2\n", 8 << 20)));
        var count = 0;
        while (rows.Read()) count++;

        Assert.Equal(((8 << 20) - 4) / 4, count);
    }

    public void Dispose() => files.Dispose();
}
