using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;

namespace RecConsole.Tests.E2E;

/// <summary>Coming in by the owner's link, inviting a second person, and the demo's roles.</summary>
public sealed class RoleJourneyTests
{
    [BrowserFact]
    public async Task OwnShop_OwnersLink_LetsInAndInvitesAnother()
    {
        await using var console = await RunningConsole.StartAsync(signIn: true);
        var link = (await console.Services.GetRequiredService<OwnerLink>().MakeAsync(console.Address.ToString()))!;
        await using var owner = await BrowserSession.OpenAsync(console.Address);
        await owner.OpenPageAsync("/settings");
        await owner.Page.GetByTestId("no-owner").WaitForAsync();

        await ComeInAsync(owner, link, "Ann");
        await owner.OpenPageAsync("/settings");
        await owner.Page.GetByTestId("invite").ClickAsync();
        var invitation = await owner.Page.GetByTestId("invite-link").TextContentAsync();

        await using var second = await BrowserSession.OpenAsync(console.Address);
        await ComeInAsync(second, invitation!, "Bob");
        await second.OpenPageAsync("/settings");
        await Assertions.Expect(second.Page.GetByTestId("invite")).ToBeDisabledAsync();
        await Assertions.Expect(second.Page.GetByTestId("missing-right")).ToContainTextAsync("The right to manage people is missing");
        await owner.Page.Locator("[data-person=p-2]").WaitForAsync(); // the owner's page has followed
    }

    [BrowserFact]
    public async Task Demo_RoleBanner_SwitchesTheRoleAndTheRights()
    {
        await using var console = await RunningConsole.StartAsync(demo: true, signIn: true, configure: builder => builder.Configuration["Simulation:Enabled"] = "false");
        await using var browser = await BrowserSession.OpenAsync(console.Address);
        await browser.OpenPageAsync("/audit");
        await browser.Page.GetByTestId("audit-verify").WaitForAsync();

        await browser.Page.GetByTestId("role-banner").GetByRole(AriaRole.Button, new() { Name = "viewer" }).ClickAsync();

        await browser.Page.GetByText("The right to read the audit log is missing").WaitForAsync();
        await Assertions.Expect(browser.Page.GetByTestId("role-banner").GetByRole(AriaRole.Button, new() { Name = "viewer" })).ToHaveAttributeAsync("aria-pressed", "true");
    }

    static async Task ComeInAsync(BrowserSession browser, string link, string name)
    {
        await browser.OpenPageAsync(link);
        await browser.Page.GetByLabel("Name").FillAsync(name);
        await browser.Page.GetByLabel("Password").FillAsync("correct horse");
        await browser.Page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();
        await browser.Page.GetByTestId("person").WaitForAsync();
    }
}
