using System.Diagnostics;
using System.Net.Http.Headers;

namespace RecConsole.Web.Commands;

/// <summary>This very program as a server in a process of its own, on a directory of its own and any free port. Disposing kills it.</summary>
sealed class ServerUnderTest : IDisposable
{
    const string Announcement = "RecConsole is at ";

    readonly Process process;
    readonly Uri address;

    ServerUnderTest(Process process, Uri address) => (this.process, this.address) = (process, address);

    public static async Task<ServerUnderTest> StartAsync(string dataDirectory, CancellationToken cancellation)
    {
        // not the apphost: "dotnet" runs wherever this runs
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(ServerUnderTest).Assembly.Location, "serve", "--demo", "false", "--data", dataDirectory, "--urls", "http://127.0.0.1:0" },
            RedirectStandardOutput = true,
        };
        var process = Process.Start(start) ?? throw new CommandFailedException("The server under test could not be started: is 'dotnet' on the PATH?");
        while (await process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            if (!line.StartsWith(Announcement, StringComparison.Ordinal)) continue;
            _ = process.StandardOutput.ReadToEndAsync(cancellation); // a full pipe would stop it
            return new ServerUnderTest(process, new Uri(line[Announcement.Length..].Split(' ')[0]));
        }
        await process.WaitForExitAsync(cancellation);
        throw new CommandFailedException($"The server under test ended with exit code {process.ExitCode} before it listened.");
    }

    public HttpClient Connect(int connections)
    {
        var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = connections, UseProxy = false }) { BaseAddress = address };
        client.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        return client;
    }

    /// <summary>Of all its threads, user and system: what work costs, whatever else the machine does.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Without a chance to write anything more.</summary>
    public void Kill()
    {
        if (process.HasExited) return;
        process.Kill();
        process.WaitForExit();
    }

    public void Dispose()
    {
        Kill();
        process.Dispose();
    }
}
