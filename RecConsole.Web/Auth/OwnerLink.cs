using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;

namespace RecConsole.Web.Auth;

/// <summary>The one-time link by which the owner of a shop comes in the first time: new at each start until an owner exists.</summary>
public sealed class OwnerLink(PeopleDirectory people, ShopTables tables, EngineOptions engine, AuthOptions options)
{
    public const string Path = "/welcome";

    /// <summary>The address of the link, or null where nobody needs one: there is an owner, it is the demo, or nobody signs in.</summary>
    public async Task<string?> MakeAsync(string address, CancellationToken cancellation = default)
    {
        var becomesDemo = ShopMemory.ReadSource(tables) is var kind && (kind == ShopSource.Demo || kind == ShopSource.Empty && engine.Demo);
        return !options.SignsIn || people.HasOwner || becomesDemo ? null : AddressOf(address, await people.InviteOwnerAsync(cancellation));
    }

    public static string AddressOf(string console, string token) => $"{console.TrimEnd('/')}{Path}?token={token}";
}
