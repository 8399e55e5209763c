using System.CommandLine;
using System.CommandLine.Invocation;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Storage;

namespace RecConsole.Web.Commands;

/// <summary>
/// In: the arguments. Out: the exit code of one command: 0 success, 1 the work failed, 2 wrong arguments. A failure is one
/// message on standard error. A new command is one class with <c>Create()</c>, added to <see cref="Root"/>.
/// </summary>
public static class CommandLine
{
    public const int Success = 0;
    public const int WorkFailed = 1;
    public const int WrongArguments = 2;

    /// <param name="output">Standard output unless given.</param>
    /// <param name="error">Standard error unless given.</param>
    public static async Task<int> RunAsync(string[] args, TextWriter? output = null, TextWriter? error = null, CancellationToken cancellation = default)
    {
        output ??= Console.Out;
        error ??= Console.Error;
        var parsed = Root().Parse(args);
        if (parsed.Action is ParseErrorAction) return Refuse(parsed, error);
        var invocation = new InvocationConfiguration { Output = output, Error = error, EnableDefaultExceptionHandler = false };
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

    static RootCommand Root()
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
        };
        foreach (var option in serve.Options) root.Add(option);
        root.Action = serve.Action;
        return root;
    }

    static int Refuse(ParseResult parsed, TextWriter error)
    {
        foreach (var message in parsed.Errors.Select(problem => problem.Message).Distinct()) error.WriteLine(message);
        var command = parsed.CommandResult.Command;
        error.WriteLine(command is RootCommand
            ? $"Commands: {string.Join(", ", command.Subcommands.Select(known => known.Name))}. --help describes them."
            : $"'{command.Name} --help' describes the command.");
        return WrongArguments;
    }
}
