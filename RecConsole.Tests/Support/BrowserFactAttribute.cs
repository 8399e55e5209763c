namespace RecConsole.Tests.Support;

/// <summary>A fact that needs a browser; skipped, with that reason, where <see cref="InstalledBrowser"/> finds none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    /// <summary>What the skipped test reports; <c>RECCONSOLE_NO_BROWSER</c> carries why <c>test.sh</c> could not get one.</summary>
    public BrowserFactAttribute()
    {
        if (InstalledBrowser.ExecutablePath is null)
            Skip = Environment.GetEnvironmentVariable("RECCONSOLE_NO_BROWSER") is { Length: > 0 } reason
                ? reason
                : "No browser: set CHROMIUM_PATH or install Chrome or Chromium";
    }
}
