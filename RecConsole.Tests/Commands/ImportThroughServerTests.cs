using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Commands;

public sealed class ImportThroughServerTests : IDisposable
{
    const string Catalog = "id,title,price\nm,Mug,2\nc,Cup,3\n";

    readonly ImportFixture files = new();

    [Fact]
    public async Task Import_WhileAServerHasTheDirectory_ShowsInItAtOnce()
    {
        await using var console = await RunningConsole.StartAsync();

        var run = await CommandRun.Of("import", "catalog-csv", files.Gzip("c.csv", Catalog), "--data", console.DataFolder, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(2, JsonDocument.Parse(run.Output).RootElement.GetProperty("items").GetInt32());
        Assert.Equal("Mug", console.Services.GetRequiredService<CatalogStore>().Current.Find(new("m"))!.Title);
    }

    [Fact]
    public async Task Import_WithAMapThroughTheServer_MapsThere()
    {
        await using var console = await RunningConsole.StartAsync();
        var path = files.Text("e.csv", "visitor,product,time\nv,m,2024-05-01\n");

        var run = await CommandRun.Of(
            "import", "events-csv", path, "--map", "userId=visitor,itemId=product", "--map", "timestamp=time,type:=view", "--data", console.DataFolder, "--json");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal("m", Assert.Single(console.Services.GetRequiredService<CatalogStore>().Current.Items.ToArray()).Id.Value);
        Assert.Equal(ShopSource.Imported, console.Services.GetRequiredService<ShopStatus>().Current.Source);
    }

    [Fact]
    public async Task Import_BrokenFileThroughTheServer_IsOneMessageAndTheShopStays()
    {
        await using var console = await RunningConsole.StartAsync();
        await CommandRun.Of("import", "catalog-csv", files.Text("c.csv", Catalog), "--data", console.DataFolder);

        var run = await CommandRun.Of("import", "catalog-csv", files.Text("broken.csv", "a,b\n1,2\n"), "--data", console.DataFolder);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("broken.csv lacks the columns id, title", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Equal(2, console.Services.GetRequiredService<CatalogStore>().Current.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer 0123456789")]
    public async Task Post_WithoutTheToken_IsRefused(string? authorization)
    {
        await using var console = await RunningConsole.StartAsync();
        using var call = new HttpRequestMessage(HttpMethod.Post, ImportCall.Route);
        if (authorization is not null) call.Headers.Add("Authorization", authorization);
        call.Content = JsonContent.Create(new ImportCall("catalog-csv", [files.Text("c.csv", Catalog)], new Dictionary<string, string>(), new Dictionary<string, string>()));

        var response = await console.Client.SendAsync(call);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(0, console.Services.GetRequiredService<CatalogStore>().Current.Count);
    }

    [Fact]
    public async Task Import_WithoutAServer_IsThereAtTheNextStart()
    {
        using var folder = new TemporaryFolder();
        var events = "type,userId,sessionId,itemId,timestamp\nview,u,s,m,2024-05-01\nview,u,s,m,2024-05-01T10:00:00Z\n";

        Assert.Equal(0, (await CommandRun.Of("import", "catalog-csv", files.Text("c.csv", Catalog), "--data", folder.Path)).ExitCode);
        Assert.Equal(0, (await CommandRun.Of("import", "events-csv", files.Text("e.csv", events), "--data", folder.Path)).ExitCode);
        Assert.Equal(0, (await CommandRun.Of("import", "events-csv", files.Text("e.csv", events), "--data", folder.Path)).ExitCode);

        await using var console = await RunningConsole.StartAsync(dataFolder: folder.Path);
        await console.Services.GetRequiredService<ShopLoader>().Loaded;
        Assert.Equal("Mug", console.Services.GetRequiredService<CatalogStore>().Current.Find(new("m"))!.Title); // the stand-in did not overwrite it
        Assert.Equal(ShopSource.Imported, console.Services.GetRequiredService<ShopStatus>().Current.Source);
        Assert.Equal(2, console.Services.GetRequiredService<Engine.Storage.ShopTables>().Events.ReadAll().Count());
    }

    [Fact]
    public async Task Import_BrokenFileWithoutAServer_MakesNoDataDirectory()
    {
        var directory = Path.Combine(files.Folder, "nothing");

        Assert.Equal(1, (await CommandRun.Of("import", "catalog-csv", files.Text("broken.csv", "a,b\n1,2\n"), "--data", directory)).ExitCode);

        Assert.False(Directory.Exists(directory));
    }

    [Fact]
    public async Task Import_DataDirectoryThatCannotBe_IsOneMessage()
    {
        var run = await CommandRun.Of("import", "catalog-csv", files.Text("c.csv", Catalog), "--data", files.Text("file", "in the way"));

        Assert.Equal(1, run.ExitCode);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
    }

    public void Dispose() => files.Dispose();
}
