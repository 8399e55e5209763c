using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class ReportRelayTests
{
    readonly Queue<Action> circuit = [];
    readonly List<string> shown = [];
    readonly CancellationTokenSource stop = new();

    ReportRelay<string> Relay() => new(Enter, shown.Add, stop.Token);

    Task Enter(Action work)
    {
        circuit.Enqueue(work);
        return Task.CompletedTask;
    }

    [Fact]
    public void Report_FasterThanTheCircuit_LeavesOneWaitingAndShowsTheNewest()
    {
        var relay = Relay();
        for (var n = 1; n <= 100; n++) relay.Report($"{n}");
        Assert.Single(circuit);
        circuit.Dequeue()();
        Assert.Equal(["100"], shown);

        relay.Report("101");
        Assert.Single(circuit);
        circuit.Dequeue()();
        Assert.Equal(["100", "101"], shown);
    }

    [Fact]
    public void Report_AfterItsDraftWasSuperseded_ShowsNothing()
    {
        var relay = Relay();
        relay.Report("old");
        stop.Cancel();
        circuit.Dequeue()();
        Assert.Empty(shown);
    }
}
