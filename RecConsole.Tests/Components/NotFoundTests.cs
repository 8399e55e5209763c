using System.Net;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Components;

public sealed class NotFoundTests
{
    [Fact]
    public async Task Get_UnknownAddress_PeopleGetAPageAndScriptsAProblem()
    {
        await using var console = await RunningConsole.StartAsync();

        using var page = await console.Client.GetAsync(new Uri("/no/such/page", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, page.StatusCode);
        Assert.Contains("There is no such page", await page.Content.ReadAsStringAsync());

        using var api = await console.Client.GetAsync(new Uri("/api/v1/no-such-thing", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, api.StatusCode);
        Assert.Equal("application/problem+json", api.Content.Headers.ContentType?.MediaType);
    }
}
