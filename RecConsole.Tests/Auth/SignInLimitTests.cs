using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Support;
using RecConsole.Web.Auth;

namespace RecConsole.Tests.Auth;

public sealed class SignInLimitTests
{
    const string Password = "correct horse";

    readonly ManualTime time = new(new DateTimeOffset(2026, 11, 22, 8, 0, 0, TimeSpan.Zero));

    static IPAddress Address(string text) => IPAddress.Parse(text);

    static void Use(SignInLimit limit, IPAddress? from, int attempts)
    {
        for (var n = 0; n < attempts; n++) Assert.Null(limit.Begin(from));
    }

    [Fact]
    public void Begin_MoreThanAllowed_WaitsForTheRestOfTheMinute()
    {
        var limit = new SignInLimit(time);
        Use(limit, Address("203.0.113.9"), SignInLimit.Attempts);
        time.Now += TimeSpan.FromSeconds(18);
        Assert.Equal(TimeSpan.FromSeconds(42), limit.Begin(Address("203.0.113.9")));
        Use(limit, Address("203.0.113.10"), 1);
        time.Now += TimeSpan.FromSeconds(42);
        Use(limit, Address("203.0.113.9"), 1);
    }

    [Fact]
    public void Forgive_AttemptThatWasRight_DoesNotCountAndForgivesNoOther()
    {
        var limit = new SignInLimit(time);
        for (var n = 0; n < 3 * SignInLimit.Attempts; n++)
        {
            Use(limit, Address("203.0.113.9"), 1);
            limit.Forgive(Address("203.0.113.9"));
        }
        Use(limit, Address("203.0.113.9"), SignInLimit.Attempts);
        Assert.NotNull(limit.Begin(Address("203.0.113.9")));
    }

    [Theory]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    public void Begin_AddressesOfOneVisitor_CountTogether(string one, string other, bool together)
    {
        var limit = new SignInLimit(time);
        Use(limit, Address(one), SignInLimit.Attempts);
        Assert.Equal(together, limit.Begin(Address(other)) is not null);
    }

    [Fact]
    public async Task SignIn_WrongTooOften_IsAskedToWaitAndThenLetIn()
    {
        await using var console = await RunningConsole.StartAsync(signIn: true, configure: builder => builder.Services.AddSingleton<TimeProvider>(time));
        using var owner = new ConsoleVisitor(console.Address);
        var link = $"/welcome?token={await console.Services.GetRequiredService<PeopleDirectory>().InviteOwnerAsync()}";
        Assert.Equal("/", await owner.JoinAsync(link, "Ann", Password));

        using var visitor = new ConsoleVisitor(console.Address);
        for (var n = 0; n < SignInLimit.Attempts - 1; n++)
            Assert.StartsWith("/sign-in?problem=", await SignInAsync("wrong horses"), StringComparison.Ordinal);
        // a link that is not good counts as well
        Assert.StartsWith("/welcome?", await visitor.SendAsync("/sign-in", "/auth/join", ("token", "guessed"), ("name", "Eve"), ("password", Password)), StringComparison.Ordinal);

        using var refused = await visitor.AnswerAsync("/sign-in", "/auth/sign-in", ("name", "Ann"), ("password", Password));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.Equal(TimeSpan.FromMinutes(1), refused.Headers.RetryAfter!.Delta);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"{SignInLimit.Attempts} attempts to sign in"), await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        time.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("/", await SignInAsync(Password));

        Task<string> SignInAsync(string password) => visitor.SendAsync("/sign-in", "/auth/sign-in", ("name", "Ann"), ("password", password));
    }
}
