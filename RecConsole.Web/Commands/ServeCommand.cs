using System.CommandLine;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using RecConsole.Engine.Hosting;
using RecConsole.Web.Auth;

namespace RecConsole.Web.Commands;

/// <summary><c>serve</c>: the console and the API, until it is stopped.</summary>
public static class ServeCommand
{
    public const string Name = "serve";

    const string DefaultUrl = "http://127.0.0.1:5080";

    public static Command Create()
    {
        var urls = new Option<string?>("--urls") { Description = $"Address to serve on; several are separated by ';' [default: {DefaultUrl}]", HelpName = "URL" };
        urls.Validators.Add(result =>
        {
            foreach (var url in Split(result.GetValueOrDefault<string?>()))
                if (!IsUrl(url)) result.AddError($"--urls: '{url}' is not an address such as {DefaultUrl} (port 0 takes any free one).");
        });
        var demo = new Option<bool?>("--demo") { Description = "Make the demo shop when the data directory is empty [default: true]", HelpName = "true|false" };
        demo.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && !bool.TryParse(value, out _)) result.AddError($"--demo: '{value}' is neither true nor false.");
        });
        var command = new Command(Name, "Serve the console and the API") { urls, demo };
        command.SetAction((parsed, cancellation) => RunAsync(
            parsed.DataDirectory(), Split(parsed.GetValue(urls)), parsed.GetValue(demo), parsed.InvocationConfiguration.Output, cancellation));
        return command;
    }

    static async Task<int> RunAsync(string dataDirectory, string[] urls, bool? demo, TextWriter output, CancellationToken cancellation)
    {
        string[] settings = ["--data", dataDirectory, .. demo is { } wanted ? (string[])["--demo", wanted ? "true" : "false"] : []];
        await using var app = RecConsoleApp.Build(settings, builder =>
        {
            if (urls.Length == 0) urls = Split(builder.Configuration[WebHostDefaults.ServerUrlsKey] ?? DefaultUrl);
            builder.WebHost.UseUrls(urls);
            // the host logs a failed start with its whole trace; here it is told once, in words
            builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        });
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (OperationCanceledException) when (Unreadable(app, dataDirectory) is { } broken)
        {
            throw broken;
        }
        catch (IOException failure) when (failure.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new CommandFailedException(
                $"{string.Join(", ", urls)} cannot be served: the port is in use. Stop what listens there, or choose another with --urls http://127.0.0.1:PORT.", failure);
        }
        catch (Exception failure) when (failure is IOException or SocketException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{string.Join(", ", urls)} cannot be served: {failure.Message}", failure);
        }
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        await output.WriteLineAsync($"RecConsole is at {string.Join(" and ", addresses)} (data in {dataDirectory}; Ctrl+C stops it)");
        if (await app.Services.GetRequiredService<OwnerLink>().MakeAsync(addresses.First(), cancellation) is { } link)
            await output.WriteLineAsync($"This shop has no owner yet. Open this once to become it: {link}");
        await output.FlushAsync(cancellation);
        await app.WaitForShutdownAsync(cancellation);
        if (Unreadable(app, dataDirectory) is { } unreadable) throw unreadable;
        return CommandLine.Success;
    }

    /// <summary>Why the host has stopped by itself, where the shop could not be loaded.</summary>
    static CommandFailedException? Unreadable(WebApplication app, string dataDirectory) =>
        app.Services.GetRequiredService<ShopLoader>().Loaded.Exception is { InnerException: { } failure }
            ? new($"The shop in {dataDirectory} cannot be read: {failure.Message} Name another directory with --data, or put a copy of this one back.", failure)
            : null;

    static string[] Split(string? urls) => urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    static bool IsUrl(string text)
    {
        try
        {
            return BindingAddress.Parse(text) is { Scheme: "http" or "https", Host.Length: > 0 };
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
