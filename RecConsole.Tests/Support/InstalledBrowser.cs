namespace RecConsole.Tests.Support;

/// <summary>
/// The Chromium that the browser tests drive: the one that <c>CHROMIUM_PATH</c> names, else an installed Chrome or Chromium,
/// else one that Playwright has downloaded.
/// </summary>
public static class InstalledBrowser
{
    static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

    static readonly string[] DownloadedAt =
        ["chrome-linux/chrome", "chrome-linux64/chrome", "chrome-headless-shell-linux64/chrome-headless-shell", "chrome-linux/headless_shell"];

    /// <summary>The browser's executable, or null when this machine has none.</summary>
    public static string? ExecutablePath { get; } = Named() ?? Installed() ?? Downloaded();

    static string? Named() =>
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } path && File.Exists(path) ? path : null;

    static string? Installed() => (
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        where folder.Length > 0
        from name in Names
        let path = Path.Combine(folder, name)
        where File.Exists(path)
        select path).FirstOrDefault();

    static string? Downloaded()
    {
        var cache = Environment.GetEnvironmentVariable("PLAYWRIGHT_BROWSERS_PATH") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "ms-playwright");
        if (!Directory.Exists(cache)) return null;
        return (
            from folder in Directory.EnumerateDirectories(cache, "chromium*").OrderDescending(StringComparer.Ordinal)
            from relative in DownloadedAt
            let path = Path.Combine(folder, relative)
            where File.Exists(path)
            select path).FirstOrDefault();
    }
}
