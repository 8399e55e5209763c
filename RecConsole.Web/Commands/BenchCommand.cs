using System.CommandLine;

namespace RecConsole.Web.Commands;

/// <summary><c>bench WHAT</c>: measures this machine. Each measurement is a command of its own, added here.</summary>
public static class BenchCommand
{
    public static Command Create() => new("bench", "Measure this machine")
    {
        BenchRankCommand.Create(),
        BenchIngestCommand.Create(),
        BenchHttpCommand.Create(),
        BenchWhatIfCommand.Create(),
        BenchTrainCommand.Create(),
        BenchStatsCommand.Create(),
    };
}
