using Microsoft.Playwright;

namespace RecConsole.Tests.Support;

/// <summary>
/// An empty browser profile with one page. Disposing closes it and fails the test if the page logged an
/// error, threw unhandled, or a request of it answered 5xx, unless the test said that it expects that.
/// </summary>
public sealed class BrowserSession : IAsyncDisposable
{
    static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
        "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    ];

    /// <summary>For a click, a page, a download, an expectation: a busy machine of two cores is slow, and a broken page stays broken.</summary>
    const float PatienceMs = 60_000;

    static readonly string Audit = File.ReadAllText(Repository.Path("RecConsole.Tests", "E2E", "accessibility.js"));

    /// <summary>One browser serves the whole run, each session with a profile of its own; it ends with the test process.</summary>
    static readonly Lazy<Task<IBrowser>> Browser = new(LaunchAsync);

    readonly List<string> troubles = [];
    readonly List<string> expected = [];

    BrowserSession(IBrowserContext context, IPage page)
    {
        Context = context;
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type == "error") Note($"console error: {message.Text} ({message.Location})");
        };
        page.PageError += (_, error) => Note($"unhandled error: {error}");
        page.Response += (_, response) =>
        {
            if (response.Status >= 500) Note($"{response.Status} from {response.Url}");
        };
    }

    public IPage Page { get; }

    public IBrowserContext Context { get; }

    /// <param name="address">What relative addresses are relative to.</param>
    /// <param name="width">Of the window, in CSS pixels.</param>
    /// <param name="colorScheme">What the system prefers.</param>
    public static async Task<BrowserSession> OpenAsync(
        Uri address, int width = 1440, int height = 900, ColorScheme colorScheme = ColorScheme.Light)
    {
        var browser = await Browser.Value;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = address.ToString(),
            ViewportSize = new ViewportSize { Width = width, Height = height },
            ColorScheme = colorScheme,
            Locale = "en-GB",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(PatienceMs);
        return new BrowserSession(context, await context.NewPageAsync());
    }

    /// <summary>Lets troubles whose text holds <paramref name="part"/> pass: the test causes them on purpose.</summary>
    public void Expect(string part) => expected.Add(part);

    /// <summary>Opens a page of the console and waits until its circuit has taken over, so that no click is lost.</summary>
    public async Task OpenPageAsync(string path)
    {
        await Page.GotoAsync(path);
        await Page.Locator("[data-interactive]").WaitForAsync();
    }

    /// <summary>
    /// Waits until the address begins with <paramref name="start"/> (path and query string). Asked in the page, again and again:
    /// <c>WaitForURLAsync</c> looks once and then listens, and misses a change of the address between the two.
    /// </summary>
    public Task WaitForAddressAsync(string start) =>
        Page.WaitForFunctionAsync("start => (location.pathname + location.search).startsWith(start)", start);

    /// <summary>Waits until the address holds <paramref name="part"/>: what is done on a page is written there after it is shown.</summary>
    public Task WaitForAddressWithAsync(string part) => Page.WaitForFunctionAsync("part => location.href.includes(part)", part);

    /// <summary>
    /// Waits until scripts of the page's own hear what is done in <paramref name="elements"/>: they come some round trips after the
    /// circuit, and mark each element that they listen to with <c>data-heard</c>.
    /// </summary>
    public Task WaitUntilHeardAsync(string elements) =>
        Page.WaitForFunctionAsync("elements => [...document.querySelectorAll(elements)].every((element) => 'heard' in element.dataset)", elements);

    /// <summary>Waits until the page has not changed for 300 ms, or for three seconds: lists fill after the first paint.</summary>
    public Task SettleAsync() => Page.EvaluateAsync("""
        () => new Promise((done) => {
          const end = () => { watch.disconnect(); done(); };
          let quiet = setTimeout(end, 300);
          const watch = new MutationObserver(() => { clearTimeout(quiet); quiet = setTimeout(end, 300); });
          watch.observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
          setTimeout(end, 3000);
        })
        """);

    /// <summary>What the page as it is now has against WCAG 2.1 AA, in words; empty when nothing.</summary>
    public async Task<IReadOnlyList<string>> AuditAsync() => [.. (await Page.EvaluateAsync<string[]>(Audit)).Distinct()];

    /// <summary>Writes what the page shows to <c>test-results/NAME.png</c>.</summary>
    public async Task<string> ScreenshotAsync(string name, bool fullPage = false)
    {
        var path = Repository.Path("test-results", name + ".png");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await Page.ScreenshotAsync(new PageScreenshotOptions { Path = path, FullPage = fullPage });
        return path;
    }

    /// <summary>What went wrong on the page so far and was not expected.</summary>
    public IReadOnlyList<string> Troubles
    {
        get
        {
            lock (troubles) return [.. troubles.Where(trouble => !expected.Any(trouble.Contains))];
        }
    }

    public async ValueTask DisposeAsync()
    {
        var found = Troubles;
        await Context.DisposeAsync();
        Assert.True(found.Count == 0, "The page reported: " + string.Join("; ", found));
    }

    static async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout(PatienceMs);
        var playwright = await Playwright.CreateAsync();
        return await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = InstalledBrowser.ExecutablePath,
            Args = Flags,
        });
    }

    void Note(string trouble)
    {
        lock (troubles) troubles.Add(trouble);
    }
}
