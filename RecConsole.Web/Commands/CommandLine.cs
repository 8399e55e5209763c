using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text.RegularExpressions;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;

namespace RecConsole.Web.Commands;

/// <summary>
/// In: the arguments. Out: the exit code of one command: 0 success, 1 the work failed, 2 wrong arguments. A failure is one
/// message on standard error. A new command is one class with <c>Create()</c>, added to <see cref="Root"/>.
/// </summary>
public static partial class CommandLine
{
    public const int Success = 0;
    public const int WorkFailed = 1;
    public const int WrongArguments = 2;

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan PatienceWithTrainings = TimeSpan.FromSeconds(40);

    /// <param name="output">Standard output unless given.</param>
    /// <param name="error">Standard error unless given.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null, CancellationToken cancellation = default)
    {
        output ??= Console.Out;
        error ??= Console.Error;
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction) return Refuse(parsed, error);
        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = PatienceOf(parsed) };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (Exception failure) when (failure is CommandFailedException or EngineStartException or StoreException)
        {
            await error.WriteLineAsync($"Failed: {failure.Message}");
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Stopped before it was done; nothing was changed.");
        }
        catch (Exception defect)
        {
            await error.WriteLineAsync($"Failed, and not in a way that was foreseen: {defect}");
        }
        return WorkFailed;
    }

    /// <summary>
    /// How long a command may take to end when it is asked to. One that serves or trains has longer than the 30 s that the host gives
    /// its services, so that a training ends after its step and is entered as stopped: a process that leaves while a thread of its own
    /// uses ONNX Runtime takes the runtime's types apart under that thread, which fails with "GetElementType is not implemented".
    /// </summary>
    internal static TimeSpan PatienceOf(ParseResult parsed) =>
        parsed.CommandResult.Command is RootCommand or { Name: ServeCommand.Name or TrainCommand.Name or EvaluateCommand.Name } ? PatienceWithTrainings : Patience;

    internal static RootCommand Root()
    {
        var serve = ServeCommand.Create();
        var root = new RootCommand("RecConsole: steer what every shopper is shown, while it is happening. Without a command it serves the console.")
        {
            CommandOptions.Data(),
            serve,
            ImportCommand.Create(),
            BenchCommand.Create(),
            ReplayCommand.Create(),
            AuditCommand.Create(),
            TrainCommand.Create(),
            EvaluateCommand.Create(),
            AnalyzeCommand.Create(),
            OpeCommand.Create(),
            SimulateCommand.Create(),
            StudyCommand.Create(),
        };
        foreach (var option in serve.Options) root.Add(option);
        root.Action = serve.Action;
        return root;
    }

    /// <summary>The parser names the types of the program; a reader wants to know what to write.</summary>
    static string InWords(string message) => ExpectedType().Replace(message, type => type.Groups["name"].Value switch
    {
        var name when name.Contains("Int32", StringComparison.Ordinal) => ": a whole number of at most 2,147,483,647 is expected.",
        var name when name.Contains("Int64", StringComparison.Ordinal) => ": a whole number is expected.",
        var name when name.Contains("Double", StringComparison.Ordinal) => ": a number is expected.",
        var name when name.Contains("Boolean", StringComparison.Ordinal) => ": true or false is expected.",
        var name when Type.GetType($"{name}, {typeof(EngineStartException).Assembly.GetName().Name}") is { IsEnum: true } names => $": expected is one of {string.Join(", ", Enum.GetNames(names).Select(one => one.ToLowerInvariant()))}.",
        _ => ".",
    });

    [GeneratedRegex(@" as expected type '(?<name>[^']+)'\.?")]
    private static partial Regex ExpectedType();

    static int Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Select(problem => InWords(problem.Message)).Distinct()) error.WriteLine(message);
        var command = parsed.CommandResult.Command;
        error.WriteLine(command is RootCommand
            ? $"Commands: {string.Join(", ", command.Subcommands.Select(known => known.Name))}. --help describes them."
            : $"'{command.Name} --help' describes the command.");
        return WrongArguments;
    }
}
