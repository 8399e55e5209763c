using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;

namespace RecConsole.Tests.Auth;

public sealed class SignInTests
{
    const string Password = "correct horse";

    static Task<RunningConsole> OwnShopAsync(string? folder = null) => RunningConsole.StartAsync(dataFolder: folder, signIn: true);

    static Task<RunningConsole> DemoAsync() => RunningConsole.StartAsync(demo: true, signIn: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");

    static Task<string?> OwnerLinkAsync(RunningConsole console) => console.Services.GetRequiredService<OwnerLink>().MakeAsync(console.Address.ToString());

    static async Task<string> RoleAsync(HttpClient client)
    {
        using var answer = await client.GetAsync("/api/v1/me");
        return answer.IsSuccessStatusCode ? (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("role").GetString()! : answer.StatusCode.ToString();
    }

    [Fact]
    public async Task OwnShop_NobodySignedIn_LeadsToSignInAndTheShopsRoutesStayOpen()
    {
        await using var console = await OwnShopAsync();
        using var nobody = new ConsoleVisitor(console.Address);
        foreach (var page in (string[])["/", "/audit", "/settings", "/catalog?q=tea"])
        {
            using var answer = await nobody.Client.GetAsync(page);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
            Assert.StartsWith("/sign-in?back=", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
        }
        Assert.Contains("This shop has no owner yet", await nobody.Client.GetStringAsync("/sign-in"), StringComparison.Ordinal);
        foreach (var route in (string[])["/api/v1/strategies", "/api/v1/audit", "/api/v1/people", "/api/v1/me", "/export/audit.csv", "/hubs/live"])
        {
            using var answer = await nobody.Client.GetAsync(route);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("Nobody is signed in", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.OK, (await nobody.Client.GetAsync("/api/v1/items")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Client.PostAsJsonAsync("/api/v1/recommendations", new { placement = "home" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Client.GetAsync("/recconsole.js")).StatusCode);
    }

    [Fact]
    public async Task OwnerLink_UsedOnce_SignsInAndIsThenNoGood()
    {
        using var folder = new TemporaryFolder();
        await using (var console = await OwnShopAsync(folder.Path))
        {
            var old = await OwnerLinkAsync(console);
            var link = (await OwnerLinkAsync(console))!;
            using var owner = new ConsoleVisitor(console.Address);
            Assert.Contains("not good any more", await owner.Client.GetStringAsync(old), StringComparison.Ordinal);
            Assert.Contains("problem=A%20password%20has%2010", await owner.JoinAsync(link, "Ann", "short"), StringComparison.Ordinal);
            Assert.Equal("/", await owner.JoinAsync(link, "Ann", Password));
            Assert.Equal("admin", await RoleAsync(owner.Client));
            Assert.Equal(HttpStatusCode.OK, (await owner.Client.GetAsync("/settings")).StatusCode);
            using var late = new ConsoleVisitor(console.Address);
            Assert.Contains("not good any more", await late.Client.GetStringAsync(link), StringComparison.Ordinal);
            Assert.Null(await OwnerLinkAsync(console));
        }
        await using var again = await OwnShopAsync(folder.Path);
        Assert.Null(await OwnerLinkAsync(again));
        using var back = new ConsoleVisitor(again.Address);
        Assert.StartsWith("/sign-in?problem=", await back.SendAsync("/sign-in", "/auth/sign-in", ("name", "ann"), ("password", "wrong horses")), StringComparison.Ordinal);
        Assert.StartsWith("/sign-in?problem=", await back.SendAsync("/sign-in", "/auth/sign-in", ("name", "nobody"), ("password", Password)), StringComparison.Ordinal);
        Assert.Equal("/catalog", await back.SendAsync("/sign-in", "/auth/sign-in", ("name", "ann"), ("password", Password), ("back", "/catalog")));
        Assert.Equal("admin", await RoleAsync(back.Client));
        Assert.Equal("/", await back.SendAsync("/sign-in", "/auth/sign-in", ("name", "Ann"), ("password", Password), ("back", "//evil.example")));
        Assert.Equal("/", await back.SendAsync("/settings", "/auth/sign-out"));
        Assert.Equal("Unauthorized", await RoleAsync(back.Client));
    }

    [Fact]
    public async Task Cookie_OverARestart_StaysGood()
    {
        using var folder = new TemporaryFolder();
        var jar = "";
        await using (var console = await OwnShopAsync(folder.Path))
        {
            var people = console.Services.GetRequiredService<PeopleDirectory>();
            using var owner = new ConsoleVisitor(console.Address);
            var token = await people.InviteOwnerAsync();
            await owner.JoinAsync($"/welcome?token={token}", "Ann", Password);
            Assert.Equal("admin", await RoleAsync(owner.Client));
            jar = owner.Cookies;
        }
        await using var again = await OwnShopAsync(folder.Path);
        using var client = new HttpClient { BaseAddress = again.Address };
        client.DefaultRequestHeaders.Add("Cookie", jar);
        Assert.Equal("admin", await RoleAsync(client));
    }

    [Fact]
    public async Task Invitation_SecondPerson_HasTheRoleAndLosesItAtOnce()
    {
        await using var console = await OwnShopAsync();
        using var owner = new ConsoleVisitor(console.Address);
        await owner.JoinAsync((await OwnerLinkAsync(console))!, "Ann", Password);
        using var made = await owner.Client.PostAsJsonAsync("/api/v1/people/invitations", new { role = "publisher" });
        var link = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        using var second = new ConsoleVisitor(console.Address);
        Assert.Contains("somebody called", Uri.UnescapeDataString(await second.JoinAsync(link, "ANN", Password)), StringComparison.Ordinal);
        Assert.Equal("/", await second.JoinAsync(link, "Bob", Password));
        Assert.Equal("publisher", await RoleAsync(second.Client));

        using var forbidden = await second.Client.GetAsync("/api/v1/people");
        Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);
        Assert.Contains("The right to manage people is missing: it takes the role admin; yours is publisher.", await forbidden.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await owner.Client.PutAsJsonAsync("/api/v1/people/p-2/role", new { role = "viewer" })).StatusCode);
        Assert.Equal("viewer", await RoleAsync(second.Client));
        using var last = await owner.Client.PutAsJsonAsync("/api/v1/people/p-1/role", new { role = "viewer" });
        Assert.Contains("Ann is the only admin", await last.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NoContent, (await owner.Client.DeleteAsync("/api/v1/people/p-2")).StatusCode);
        Assert.Equal("Unauthorized", await RoleAsync(second.Client));
    }

    [Fact]
    public async Task ItemRoutes_PersonWithoutTheRight_IsRefusedAndTheShopsOwnCallsAreNot()
    {
        await using var console = await OwnShopAsync();
        using var owner = new ConsoleVisitor(console.Address);
        await owner.JoinAsync((await OwnerLinkAsync(console))!, "Ann", Password);
        using var made = await owner.Client.PostAsJsonAsync("/api/v1/people/invitations", new { role = "viewer" });
        using var viewer = new ConsoleVisitor(console.Address);
        await viewer.JoinAsync((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!, "Vic", Password);
        using var shop = new ConsoleVisitor(console.Address);
        Assert.Equal(HttpStatusCode.Created, (await shop.Client.PutAsJsonAsync("/api/v1/items/tea", new { title = "Tea", price = 4 })).StatusCode);

        using var batch = await viewer.Client.PostAsJsonAsync("/api/v1/items", new { items = new[] { new { id = "tea", price = 5 } } });
        using var put = await viewer.Client.PutAsJsonAsync("/api/v1/items/tea", new { title = "Tea", price = 5 });
        using var patch = await viewer.Client.PatchAsJsonAsync("/api/v1/items/tea", new { price = 5 });
        foreach (var answer in (HttpResponseMessage[])[batch, put, patch])
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
            Assert.Contains("The right to change items is missing: it takes the role merchandiser, publisher or admin; yours is viewer.", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(4, (await viewer.Client.GetFromJsonAsync<JsonElement>("/api/v1/items/tea")).GetProperty("price").GetDecimal());

        Assert.Equal(HttpStatusCode.OK, (await owner.Client.PutAsJsonAsync("/api/v1/people/p-2/role", new { role = "merchandiser" })).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await viewer.Client.PatchAsJsonAsync("/api/v1/items/tea", new { price = 5 })).StatusCode);
    }

    [Fact]
    public async Task Password_SetAnew_EndsOtherSessions()
    {
        await using var console = await OwnShopAsync();
        using var owner = new ConsoleVisitor(console.Address);
        await owner.JoinAsync((await OwnerLinkAsync(console))!, "Ann", Password);
        using var made = await owner.Client.PostAsJsonAsync("/api/v1/people/invitations", new { personId = "p-1" });
        var link = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!;
        using var elsewhere = new ConsoleVisitor(console.Address);
        Assert.Equal("/", await elsewhere.JoinAsync(link, "", "another horse"));
        Assert.Equal("admin", await RoleAsync(elsewhere.Client));
        Assert.Equal("Unauthorized", await RoleAsync(owner.Client));
    }

    [Fact]
    public async Task Demo_VisitorFromHere_IsOwnerAndPlaysEachRole()
    {
        await using var console = await DemoAsync();
        using var visitor = new ConsoleVisitor(console.Address);
        Assert.Equal("admin", await RoleAsync(visitor.Client));
        foreach (var role in (string[])["Viewer", "Merchandiser", "Publisher", "Analyst", "Admin"])
        {
            Assert.Equal("/data", await visitor.SendAsync("/", "/auth/role", ("role", role), ("back", "/data")));
            Assert.Equal(role.ToLowerInvariant(), await RoleAsync(visitor.Client));
        }
        Assert.Equal("BadRequest", await Unsigned(visitor));

        static async Task<string> Unsigned(ConsoleVisitor visitor)
        {
            using var answer = await visitor.Client.PostAsync("/auth/role", new FormUrlEncodedContent([KeyValuePair.Create("role", "Viewer")]));
            return answer.StatusCode.ToString();
        }
    }

    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.9")]
    [InlineData("Host", "rebound.example")]
    public async Task Demo_RequestThatIsNotMeantForThisMachine_IsNobody(string header, string value)
    {
        await using var console = await DemoAsync();
        using var client = new HttpClient { BaseAddress = console.Address };
        client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);
        Assert.Equal("Unauthorized", await RoleAsync(client));
    }

    [Fact]
    public async Task Demo_ReplacedByAShop_KeepsItsVisitorUntilThereIsAnOwner()
    {
        using var folder = new TemporaryFolder();
        await using (var console = await RunningConsole.StartAsync(demo: true, dataFolder: folder.Path, signIn: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false"))
        {
            using var visitor = new ConsoleVisitor(console.Address);
            Assert.Equal("admin", await RoleAsync(visitor.Client));
            await console.Services.GetRequiredService<ShopLoader>().Loaded;
            await console.Services.GetRequiredService<ShopReplacement>().ReplaceAsync(new ImportedShop("test", [new Item(new ItemId("a"), "A")], [], new ImportAccount()) { Scope = ImportScope.Shop });
            Assert.Equal("admin", await RoleAsync(visitor.Client));
            Assert.Contains("Become its owner", await visitor.Client.GetStringAsync("/"), StringComparison.Ordinal);
        }
        // after the next start only the printed link lets somebody in
        await using var again = await RunningConsole.StartAsync(demo: true, dataFolder: folder.Path, signIn: true);
        using var later = new ConsoleVisitor(again.Address);
        Assert.Equal("Unauthorized", await RoleAsync(later.Client));
        Assert.NotNull(await OwnerLinkAsync(again));
    }
}
