using Microsoft.AspNetCore.WebUtilities;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Services;

/// <summary>
/// Keeps addresses short for any page: a query that would not fit into a line goes under a short id (<c>lab?s=abc123</c>), and
/// comes back from it. A page expands what it reads (<see cref="ExpandAsync"/>) and goes to what <see cref="PathOfAsync"/> gives.
/// </summary>
public sealed class ShortAddresses(SharedViews views)
{
    /// <summary>Of a query, in characters: two lines of a mail.</summary>
    public const int LongestQuery = 160;

    const string Parameter = "s";

    /// <summary>The path that shows this page with this query: short, whatever the query.</summary>
    /// <param name="query">With its question mark, or nothing.</param>
    public Task<string> PathOfAsync(string page, string query) => query.Length <= LongestQuery ? Task.FromResult(page + query) : ShortenAsync(page, query);

    /// <summary>The path under a short id, also where the query is not long.</summary>
    public async Task<string> ShortenAsync(string page, string query) =>
        query.Length > 0 && await views.KeepAsync(page, query) is { } id ? $"{page}?{Parameter}={id}" : page + query;

    /// <summary>The query that an address stands for; with an id that stands for nothing on this page, an empty one and the reason.</summary>
    public async Task<(string Query, string? Problem)> ExpandAsync(string page, string query)
    {
        if (!QueryHelpers.ParseQuery(query).TryGetValue(Parameter, out var ids) || ids.ToString() is not { Length: > 0 } id) return (query, null);
        return await views.FindAsync(id) is { } view && view.Page == page
            ? (view.Query, null)
            : ("", $"There is no view '{Clipped(id)}' of this page: the address was cut short, or nobody has opened it for a long time. The page begins anew.");
    }

    static string Clipped(string id) => id.Length <= 20 ? id : id[..20] + "…";
}
