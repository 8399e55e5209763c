using System.Diagnostics;
using RecConsole.Web;

namespace RecConsole.Tests.Support;

/// <summary>The built program as a process of its own, so that it can be killed. Disposing kills it.</summary>
public sealed class ServeProcess : IDisposable
{
    const string Announcement = "RecConsole is at ";

    readonly Process process;

    ServeProcess(Process process, Uri address)
    {
        this.process = process;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<ServeProcess> StartAsync(string dataFolder)
    {
        var program = Path.ChangeExtension(typeof(RecConsoleApp).Assembly.Location, ".dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--data", dataFolder, "--urls", "http://127.0.0.1:0", "--demo", "false"])
        {
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(); // a full pipe would stop it
            return new ServeProcess(process, new Uri(line[Announcement.Length..].Split(' ')[0]));
        }
        await process.WaitForExitAsync();
        throw new InvalidOperationException($"serve ended with exit code {process.ExitCode} before it listened");
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is told.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited) Kill();
        process.Dispose();
    }
}
