using Microsoft.AspNetCore.Cors.Infrastructure;

namespace RecConsole.Web.Api;

/// <summary>
/// Which shops' pages may call the API from a browser: the setting <c>Api:AllowedOrigins</c>, a list of origins such as
/// <c>https://shop.example</c>. <c>localhost</c> stands for every page served from this machine on any port, <c>file</c> for
/// a page opened from disk, <c>*</c> for all. No cookies or other credentials cross. Endpoints take part by
/// <c>RequireCors(ShopOrigins.Policy)</c>.
/// </summary>
public static class ShopOrigins
{
    public const string Policy = "shop-pages";

    const string Setting = "Api:AllowedOrigins";
    const string ThisMachine = "localhost";
    const string FromDisk = "file";
    const string Everybody = "*";

    /// <summary>How long a browser may keep the answer to a preflight: a day's visit asks once (browsers cap it at two hours).</summary>
    static readonly TimeSpan PreflightMaxAge = TimeSpan.FromHours(2);

    /// <exception cref="InvalidOperationException">An entry is not an origin.</exception>
    public static IServiceCollection AddShopOrigins(this IServiceCollection services, IConfiguration configuration)
    {
        var allowed = configuration.GetSection(Setting).Get<string[]>() ?? [ThisMachine, FromDisk];
        if (allowed.FirstOrDefault(entry => !IsEntry(entry)) is { } wrong)
            throw new InvalidOperationException($"{Setting} holds '{wrong}'; an entry is an origin such as https://shop.example, or {ThisMachine}, {FromDisk} or {Everybody}.");
        return services.AddCors(options => options.AddPolicy(Policy, policy => Build(policy, allowed)));
    }

    /// <summary>Whether a page of <paramref name="origin"/>, as its browser names it, may call.</summary>
    public static bool Allows(IEnumerable<string> allowed, string origin) => allowed.Any(entry => entry switch
    {
        Everybody => true,
        FromDisk => origin == "null",
        ThisMachine => Uri.TryCreate(origin, UriKind.Absolute, out var page) && page.IsLoopback,
        _ => string.Equals(entry.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase),
    });

    static void Build(CorsPolicyBuilder policy, string[] allowed) => policy
        .SetIsOriginAllowed(origin => Allows(allowed, origin))
        .WithMethods("GET", "POST")
        .WithHeaders("Content-Type")
        .WithExposedHeaders("Retry-After")
        .SetPreflightMaxAge(PreflightMaxAge);

    static bool IsEntry(string entry) => entry is Everybody or FromDisk or ThisMachine
        || (Uri.TryCreate(entry, UriKind.Absolute, out var origin) && origin is { Scheme: "http" or "https", PathAndQuery: "/" });
}
