using System.Net;
using System.Text.RegularExpressions;

namespace RecConsole.Tests.Support;

/// <summary>Somebody with a cookie jar of their own, who sends the console's forms as a browser would.</summary>
public sealed partial class ConsoleVisitor : IDisposable
{
    readonly CookieContainer jar = new();

    public ConsoleVisitor(Uri address) => Client = new HttpClient(new HttpClientHandler { CookieContainer = jar, AllowAutoRedirect = false }) { BaseAddress = address };

    /// <summary>What the jar holds, as a request names it.</summary>
    public string Cookies => jar.GetCookieHeader(Client.BaseAddress!);

    public HttpClient Client { get; }

    [GeneratedRegex("""name="__RequestVerificationToken"[^>]*value="(?<token>[^"]+)""")]
    private static partial Regex Token();

    /// <summary>Opens a page and sends a form from it.</summary>
    /// <returns>Where the answer leads.</returns>
    public async Task<string> SendAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        using var answer = await AnswerAsync(page, action, fields);
        return answer.Headers.Location?.ToString() ?? answer.StatusCode.ToString();
    }

    /// <summary>Opens a page, sends a form from it and follows nothing.</summary>
    public async Task<HttpResponseMessage> AnswerAsync(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await Client.GetStringAsync(page)).Groups["token"].Value;
        var form = fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Append(KeyValuePair.Create("__RequestVerificationToken", token));
        return await Client.PostAsync(action, new FormUrlEncodedContent(form));
    }

    /// <summary>Uses a one-time link.</summary>
    public Task<string> JoinAsync(string link, string name, string password) =>
        SendAsync(link, "/auth/join", ("token", link[(link.IndexOf('=', StringComparison.Ordinal) + 1)..]), ("name", name), ("password", password));

    public void Dispose() => Client.Dispose();
}
