using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;

namespace RecConsole.Web.Auth;

/// <summary>
/// In: what a request shows. Out: the person that it comes from, or nobody. People sign in; on this machine the demo shop's
/// visitor is its owner, in the role that the banner chose, and stays so until a shop that took the demo's place has an owner.
/// </summary>
public sealed class Doorkeeper(PeopleDirectory people, ShopLoader loader, ShopStatus status, ShopTables tables, EngineOptions engine, AuthOptions options)
{
    /// <summary>Which role the demo's visitor plays: a cookie that counts nowhere else.</summary>
    public const string RoleCookie = "recconsole.role";

    /// <summary>What the signed cookie holds beside the person's id: it no longer fits when the password is another.</summary>
    public const string StampClaim = "stamp";

    const string LocalOwnerId = "local-owner";

    /// <summary>What the database said when the first visitor came: the status knows it only once the shop is loaded.</summary>
    readonly Lazy<ShopSource> stored = new(() => ShopMemory.ReadSource(tables));

    volatile bool wasDemo;

    /// <summary>Whether visitors from this machine come in without signing in.</summary>
    public bool IsOpen => !options.SignsIn || IsDemo || wasDemo && !people.HasOwner;

    /// <summary>Whether the shop is the demo, or is about to become it.</summary>
    public bool IsDemo
    {
        get
        {
            var source = loader.Loaded.IsCompleted ? status.Current.Source : stored.Value;
            var isDemo = source == ShopSource.Demo || source == ShopSource.Empty && engine.Demo;
            if (isDemo) wasDemo = true;
            return isDemo;
        }
    }

    /// <summary>Who sends a request, by its signed cookie, else as the visitor from this machine.</summary>
    public Person? Admit(HttpContext context, ClaimsPrincipal? cookie)
    {
        if (cookie?.FindFirst(ClaimTypes.NameIdentifier)?.Value is { } id && people.All.FirstOrDefault(member => member.Person.Id == id) is { } member
            && cookie.FindFirst(StampClaim)?.Value == StampOf(member)) return member.Person;
        if (!IsFromHere(context) || !IsOpen) return null;
        if (!options.SignsIn) return new Person(LocalOwnerId, "Owner", Role.Admin);
        return Person.DemoOwner(IsDemo && Enum.TryParse<Role>(context.Request.Cookies[RoleCookie], out var role) && Enum.IsDefined(role) ? role : Role.Admin);
    }

    /// <summary>A person who was let in before, as they are now: another role counts at once, and who has left is nobody.</summary>
    public Person? Recall(ClaimsPrincipal principal)
    {
        if (Principals.PersonOf(principal) is not { } then) return null;
        return people.Find(then.Id) ?? (then.Id is Person.DemoOwnerId or LocalOwnerId && IsOpen ? then : null);
    }

    /// <summary>Changes with the password.</summary>
    public static string StampOf(Member member) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(member.PasswordHash ?? "")))[..16];

    /// <summary>Whether a request comes from this machine and was meant for it: neither through a proxy nor by a foreign name that leads here.</summary>
    static bool IsFromHere(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } remote && IPAddress.IsLoopback(remote)
        && !context.Request.Headers.ContainsKey("X-Forwarded-For") && !context.Request.Headers.ContainsKey("Forwarded")
        && (context.Request.Host.Host is "localhost" || IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host));
}
