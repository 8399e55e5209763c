using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Tests.Support;
using RecConsole.Web.Api;

namespace RecConsole.Tests.Api;

public sealed class ShopOriginsTests
{
    [Theory]
    [InlineData("localhost", "http://localhost:8080", true)]
    [InlineData("localhost", "http://127.0.0.1:8080", true)]
    [InlineData("localhost", "http://[::1]:8080", true)]
    [InlineData("localhost", "https://localhost.shop.example", false)]
    [InlineData("localhost", "null", false)]
    [InlineData("file", "null", true)]
    [InlineData("file", "https://shop.example", false)]
    [InlineData("https://shop.example", "https://shop.example", true)]
    [InlineData("https://shop.example/", "https://shop.example", true)]
    [InlineData("https://shop.example", "http://shop.example", false)]
    [InlineData("https://shop.example", "https://shop.example.evil.example", false)]
    [InlineData("*", "https://anything.example", true)]
    public void Allows_EntryAndOrigin_DecidesByTheWholeOrigin(string entry, string origin, bool expected) =>
        Assert.Equal(expected, ShopOrigins.Allows([entry], origin));

    [Fact]
    public void AddShopOrigins_EntryIsNoOrigin_NamesSettingAndEntry()
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new("Api:AllowedOrigins:0", "shop.example")]).Build();

        var refused = Assert.Throws<InvalidOperationException>(() => new ServiceCollection().AddShopOrigins(settings));

        Assert.Contains("Api:AllowedOrigins", refused.Message, StringComparison.Ordinal);
        Assert.Contains("'shop.example'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost:8080", "http://localhost:8080")]
    [InlineData("https://elsewhere.example", null)]
    public async Task GetScript_FromAPage_AnswersTheAllowedOriginsOnly(string origin, string? allowed)
    {
        await using var console = await RunningConsole.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/recconsole.js");
        request.Headers.Add("Origin", origin);

        using var response = await console.Client.SendAsync(request);

        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("RecConsole.init", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(allowed, response.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
    }

    [Fact]
    public void Script_Size_StaysUnderEightKibibytes() =>
        Assert.InRange(new FileInfo(Repository.Path("wwwroot-assets", "js", "recconsole.js")).Length, 1, 8 * 1024);
}
