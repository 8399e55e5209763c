using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Training;
using RecConsole.Tests.Commands;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Api;

/// <summary>Trainings that go on from a registered model, asked for over HTTP and by command.</summary>
public sealed class TrainFromApiTests : IAsyncLifetime
{
    static readonly IReadOnlyList<ShopEvent> Events = History.Returning(shoppers: 60, clusters: 4, itemsPerCluster: 40, sessions: 300, seed: 6);

    RunningConsole console = null!;

    public async Task InitializeAsync() => console = await RunningConsole.StartAsync();

    public async Task DisposeAsync() => await console.DisposeAsync();

    async Task<(HttpStatusCode Status, JsonElement Body)> TrainAsync(object body)
    {
        using var answer = await console.Client.PostAsJsonAsync("/api/v1/models/train", body);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>());
    }

    async Task<string> TitleOfRefusalAsync(object body)
    {
        var (status, problem) = await TrainAsync(body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        return problem.GetProperty("title").GetString()!;
    }

    Task<TrainingEntry> EndAsync() => console.Services.GetRequiredService<TrainingDesk>().WhenEnded!;

    [Fact]
    public async Task Train_FromARegisteredModel_NamesItsParentAndLearnsWhatCameSince()
    {
        await StockedShop.StockAsync(console.Services, [.. Events.Take(1000)]);
        Assert.Equal(HttpStatusCode.Accepted, (await TrainAsync(new { model = "ials", options = new { dimensions = 8 } })).Status);
        var first = await EndAsync();
        Assert.True(first.State == TrainingState.Done, first.Account.Problem);
        await console.Services.GetRequiredService<EventQueue>().TryEnqueue([.. Events.Skip(1000)])!;

        var (status, begun) = await TrainAsync(new { model = "ials", from = first.ModelName });
        Assert.Equal((HttpStatusCode.Accepted, first.ModelName), (status, begun.GetProperty("from").GetString()));
        var second = await EndAsync();

        Assert.True(second.State == TrainingState.Done, second.Account.Problem);
        Assert.Equal((first.ModelName, Events.Count), (second.Account.Parent, second.Account.Data!.Interactions));
        Assert.True(second.Account.LearnedUntil > first.Account.LearnedUntil);
        var document = await console.Client.GetFromJsonAsync<JsonElement>($"/api/v1/models/{second.ModelName}");
        Assert.Equal(first.ModelName, document.GetProperty("training").GetProperty("from").GetString());
        Assert.Equal((8, 4), (document.GetProperty("training").GetProperty("allOptions").GetProperty("dimensions").GetInt32(), document.GetProperty("training").GetProperty("allOptions").GetProperty("iterations").GetInt32()));

        var run = await CommandRun.Of("train", "ials", "--from", second.ModelName!, "--data", console.DataFolder, "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(second.ModelName, JsonDocument.Parse(run.Output).RootElement.GetProperty("from").GetString());
    }

    [Fact]
    public async Task Train_FromWhatCannotBe_SaysWhatWouldBeRight()
    {
        await StockedShop.StockAsync(console.Services, [.. Events.Take(500)]);

        Assert.Contains("There is no model 'ials-0'", await TitleOfRefusalAsync(new { model = "ials", from = "ials-0" }), StringComparison.Ordinal);
        Assert.Contains("is of the kind ppmi; a training of ials goes on from a model of ials", await TitleOfRefusalAsync(new { model = "ials", from = "serving" }), StringComparison.Ordinal);
        Assert.Contains("name that, or leave the replay out", await TitleOfRefusalAsync(new { model = "ials", replay = 0.5 }), StringComparison.Ordinal);
        Assert.Contains("a part from 0 to 1", await TitleOfRefusalAsync(new { model = "ials", from = "serving", replay = 2 }), StringComparison.Ordinal);
        var run = await CommandRun.Of("train", "ials", "--from", "serving", "--data", console.DataFolder);
        Assert.Equal(1, run.ExitCode);
        Assert.Contains("is of the kind ppmi", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, (await CommandRun.Of("train", "ials", "--replay", "0.5", "--data", console.DataFolder)).ExitCode);
    }
}
