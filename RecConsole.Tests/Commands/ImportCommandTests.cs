using System.Text.Json;
using RecConsole.Tests.Import;

namespace RecConsole.Tests.Commands;

public sealed class ImportCommandTests : IDisposable
{
    const string Events = "type,userId,itemId,timestamp\nview,u,i,2024-05-01\npurchase,u,i,2024-05-02\ndance,u,i,2024-05-02\n";

    readonly ImportFixture files = new();

    string Data => Path.Combine(files.Folder, "data");

    [Fact]
    public async Task Import_Json_IsOneObjectWithTheAccount()
    {
        var run = await CommandRun.Of("import", "events-csv", files.Gzip("e.csv", Events), "--data", Data, "--json");

        Assert.Equal(0, run.ExitCode);
        var report = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal("events-csv", report.GetProperty("format").GetString());
        Assert.Equal((3, 2), (report.GetProperty("rowsRead").GetInt64(), report.GetProperty("kept").GetInt64()));
        Assert.Equal(1, report.GetProperty("rejected").GetProperty("invalid type").GetInt64());
        Assert.Equal((1, 1, 2), (report.GetProperty("items").GetInt32(), report.GetProperty("users").GetInt32(), report.GetProperty("events").GetInt32()));
        Assert.True(report.GetProperty("seconds").GetDouble() >= 0);
    }

    [Fact]
    public async Task Import_Text_NamesReasonsWithExamples()
    {
        var run = await CommandRun.Of("import", "events-csv", files.Text("e.csv", Events), "--data", Data);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("events-csv: 3 rows read, 2 kept, 1 rejected", run.Output);
        Assert.Contains("e.csv:4: dance,u,i,2024-05-02", run.Output);
    }

    [Theory]
    [InlineData("import", "FORMAT")]
    [InlineData("import events-csv", "PATH")]
    [InlineData("import pigeon-post e.csv", "'pigeon-post' is not a format; there are events-csv, catalog-csv, catalog-json, movielens, sequences, online-retail, open-bandit")]
    [InlineData("import events-csv e.csv --map color=red", "no field 'color'")]
    [InlineData("import events-csv e.csv --map itemId", "'itemId' is not field=column")]
    [InlineData("import online-retail e.csv --map itemId=x", "takes no column map")]
    [InlineData("import events-csv e.csv --nonsense", "--nonsense")]
    public async Task Import_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("missing", "does not exist")]
    [InlineData("folder", "holds no file that events-csv reads")]
    [InlineData("truncated", "damaged gzip")]
    [InlineData("columns", "--map type=COLUMN")]
    [InlineData("encoding", "not valid UTF-8 at line 2")]
    [InlineData("binary", "not text")]
    [InlineData("empty", "is empty")]
    public async Task Import_BrokenFile_IsOneMessageAndExit1(string kind, string complaint)
    {
        var path = kind switch
        {
            "missing" => Path.Combine(files.Folder, "nowhere.csv"),
            "folder" => files.Folder,
            "truncated" => files.Bytes("e.csv.gz", ImportFixture.Compress(Events)[..^12]),
            "columns" => files.Text("e.csv", "a,b\n1,2\n"),
            "encoding" => files.Bytes("e.csv", [.. "type,userId,itemId,timestamp\nview,"u8, 0xE9, .. ",i,2024-05-01\n"u8]),
            "binary" => files.Bytes("e.csv", [1, 0, 2, 0]),
            _ => files.Text("e.csv", ""),
        };

        var run = await CommandRun.Of("import", "events-csv", path, "--data", Data, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(complaint, run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    public void Dispose() => files.Dispose();
}
