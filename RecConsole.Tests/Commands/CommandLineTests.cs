using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RecConsole.Web.Commands;

namespace RecConsole.Tests.Commands;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("nonsense", "nonsense")]
    [InlineData("--nonsense", "--nonsense")]
    [InlineData("serve --urls nowhere", "'nowhere' is not an address")]
    [InlineData("serve --demo maybe", "maybe")]
    [InlineData("--urls", "--urls")]
    public async Task RunAsync_WrongArguments_SaysWhichAndExits2(string line, string named)
    {
        var run = await CommandRun.Of(line.Split(' '));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(named, run.Error);
        Assert.Contains("--help", run.Error);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("serve")]
    [InlineData("train sasrec")]
    [InlineData("evaluate sasrec --dataset sequences:x --protocol loo-full")]
    public async Task PatienceOf_CommandThatMayTrain_IsLongerThanTheHostGivesItsServices(string line)
    {
        await using var console = await Support.RunningConsole.StartAsync();
        var host = console.Services.GetRequiredService<IOptions<HostOptions>>().Value;

        Assert.True(CommandLine.PatienceOf(CommandLine.Root().Parse(line)) > host.ShutdownTimeout);
    }

    [Fact]
    public async Task RunAsync_Help_DescribesTheCommandsAndExits0()
    {
        var run = await CommandRun.Of("--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("serve", run.Output);
        Assert.Contains("--data <DIR>", run.Output);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task RunAsync_ServeOnAPortInUse_SaysSoOnceAndExits1()
    {
        using var folder = new Support.TemporaryFolder();
        using var occupied = new TcpListener(IPAddress.Loopback, 0);
        occupied.Start();
        var port = ((IPEndPoint)occupied.LocalEndpoint).Port;

        var run = await CommandRun.Of("serve", "--urls", $"http://127.0.0.1:{port}", "--data", folder.Path, "--demo", "false");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("the port is in use", run.Error);
        Assert.Single(run.Error.TrimEnd().Split('\n'));
        Assert.Empty(run.Output);
    }

    [Fact]
    public async Task RunAsync_ServeUntilCancelled_PrintsItsAddressAndExits0()
    {
        using var folder = new Support.TemporaryFolder();
        using var stop = new CancellationTokenSource();
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var watched = TextWriter.Synchronized(output);

        var serving = CommandLine.RunAsync(["--urls", "http://127.0.0.1:0", "--data", folder.Path, "--demo", "false"], watched, error, stop.Token);
        while (!serving.IsCompleted && !output.ToString().Contains("http://127.0.0.1:", StringComparison.Ordinal)) await Task.Delay(20);
        await stop.CancelAsync();

        Assert.Equal(0, await serving);
        Assert.Contains(folder.Path, output.ToString());
        Assert.Empty(error.ToString());
    }
}
