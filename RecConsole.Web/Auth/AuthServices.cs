using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;

namespace RecConsole.Web.Auth;

/// <summary>Registers who may come in and what they may do; the same table (<see cref="RolePolicy"/>) for pages, routes and the hub.</summary>
public static class AuthServices
{
    /// <summary>OWASP's least for PBKDF2 with HMAC-SHA-512 (2023).</summary>
    const int PasswordIterations = 210_000;

    const string KeyFolder = "keys";

    public static IServiceCollection AddConsoleAuth(this IServiceCollection services, AuthOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<Doorkeeper>();
        services.AddSingleton<OwnerLink>();
        services.AddSingleton<SignInLimit>();
        services.AddScoped(provider => new Visitor(() => FindVisitor(provider)));
        services.AddSingleton<IPasswordHasher<Member>, PasswordHasher<Member>>();
        services.Configure<PasswordHasherOptions>(hasher => hasher.IterationCount = PasswordIterations);
        // cookies stay good over a restart, and nobody else's are
        services.AddDataProtection().SetApplicationName("RecConsole");
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(keys =>
            keys.XmlRepository = new FileSystemXmlRepository(KeyDirectory(provider.GetRequiredService<DataDirectoryLock>().Directory), provider.GetRequiredService<ILoggerFactory>())));
        // on this disk they lie as the data does: for this user's eyes only
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogLevel.Error));
        services.AddCascadingAuthenticationState();
        services.AddAuthentication(ConsoleAuthentication.SchemeName)
            .AddScheme<AuthenticationSchemeOptions, ConsoleAuthentication>(ConsoleAuthentication.SchemeName, null)
            .AddCookie(ConsoleAuthentication.CookieScheme, cookie =>
            {
                cookie.Cookie.Name = ConsoleAuthentication.CookieScheme;
                cookie.Cookie.SameSite = SameSiteMode.Lax; // a link to a page from a colleague's mail finds one signed in
                cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
            });
        services.AddAuthorization(authorization =>
        {
            foreach (var permission in Enum.GetValues<Permission>())
                authorization.AddPolicy(permission.ToString(), policy => policy.RequireAssertion(call => Principals.PersonOf(call.User)?.May(permission) == true));
        });
        return services;
    }

    /// <summary>Asks for a right before an endpoint is reached.</summary>
    public static T RequireRight<T>(this T endpoint, Permission permission) where T : IEndpointConventionBuilder => endpoint.RequireAuthorization(permission.ToString());

    /// <summary>
    /// Holds a person to their role on a route that the shop's own systems call too: those send no sign-in until they have keys
    /// of their own, and are let in.
    /// </summary>
    public static T HoldPersonsTo<T>(this T endpoint, Permission permission) where T : IEndpointConventionBuilder => endpoint.AddEndpointFilter(async (call, next) =>
        Principals.PersonOf(call.HttpContext.User) is { } person && !person.May(permission)
            ? TypedResults.Problem(title: RolePolicy.Missing(permission, person.Role), statusCode: StatusCodes.Status403Forbidden)
            : await next(call));

    static DirectoryInfo KeyDirectory(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, KeyFolder);
        return OperatingSystem.IsWindows() ? Directory.CreateDirectory(path) : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    static Person? FindVisitor(IServiceProvider provider) =>
        provider.GetRequiredService<AuthenticationStateProvider>().GetAuthenticationStateAsync() is { IsCompletedSuccessfully: true } state
            ? provider.GetRequiredService<Doorkeeper>().Recall(state.Result.User)
            : null;
}
