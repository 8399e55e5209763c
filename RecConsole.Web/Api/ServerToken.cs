using System.Security.Cryptography;
using System.Text;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Api;

/// <summary>Proof that a caller can read the data directory: with that in hand, no role adds to what they may do.</summary>
static class ServerToken
{
    public static bool IsShownBy(HttpRequest request, DataDirectoryLock directory) => CryptographicOperations.FixedTimeEquals(
        Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString()), Encoding.UTF8.GetBytes($"Bearer {directory.Token}"));

    public static IResult Missing(string command) =>
        ApiProblem.Of(StatusCodes.Status401Unauthorized, $"The token is not that of this data directory; the {command} command presents it");
}
