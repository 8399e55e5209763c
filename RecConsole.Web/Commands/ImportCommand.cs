using System.CommandLine;
using System.Diagnostics;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary><c>import FORMAT PATH...</c>: reads real data, accounts for every row, and puts it in the place of the demo shop.</summary>
public static class ImportCommand
{
    public static Command Create()
    {
        var format = new Argument<string>("FORMAT")
        {
            Description = "One of:\n" + string.Join('\n', ShopReaders.All.Select(reader => $"{reader.Format}: {reader.Description}")),
        };
        format.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var name }] && ShopReaders.Find(name) is null)
                result.AddError($"'{name}' is not a format; there are {string.Join(", ", ShopReaders.All.Select(reader => reader.Format))}.");
        });
        var paths = new Argument<string[]>("PATH") { Description = "Files (gzipped ones as they are), or the folder that holds them", Arity = ArgumentArity.OneOrMore };
        paths.Validators.Add(result =>
        {
            // an option that is not known would pass as a file's name
            if (result.Tokens.FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
                result.AddError($"'{unknown.Value}' is not an option of import.");
        });
        var map = new Option<string[]>("--map")
        {
            Description = "Which column holds which field (field=column), or its value for all rows (field:=value)",
            HelpName = "field=column,...",
        };
        var json = CommandOptions.Json();
        var command = new Command("import", "Read real data in the place of the demo shop") { format, paths, map, json };
        command.Validators.Add(result =>
        {
            if (ShopReaders.Find(result.GetValue(format) ?? "") is not { } reader || result.GetValue(map) is not { Length: > 0 } parts) return;
            var columns = ColumnMap.Parse(string.Join(',', parts), out var problem);
            problem ??= columns!.Fields.Except(reader.Fields, StringComparer.OrdinalIgnoreCase).Select(field => ShopImporter.UnknownField(reader, field)).FirstOrDefault();
            if (problem is not null) result.AddError($"--map: {problem}");
        });
        command.SetAction((parsed, cancellation) =>
        {
            var columns = parsed.GetValue(map) is { Length: > 0 } parts ? ColumnMap.Parse(string.Join(',', parts), out _)! : ColumnMap.Empty;
            return RunAsync(parsed, new ImportRequest(parsed.GetRequiredValue(format), parsed.GetRequiredValue(paths), columns), cancellation);
        });
        return command;
    }

    static async Task<int> RunAsync(ParseResult parsed, ImportRequest request, CancellationToken cancellation)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var directory = parsed.DataDirectory();
        var progress = new ProgressLine(error);
        ImportReport report;
        try
        {
            report = RunningServer.Find(directory) is { } server
                ? await ImportCall.Of(request).SendAsync(server, progress, cancellation)
                : await ReadAndStoreAsync(request, directory, progress, cancellation);
        }
        catch (ImportFailedException broken)
        {
            throw new CommandFailedException(broken.Message, broken);
        }
        await output.WriteLineAsync(parsed.WantsJson() ? ImportReportText.ToJson(report) : ImportReportText.ToText(report));
        return CommandLine.Success;
    }

    static async Task<ImportReport> ReadAndStoreAsync(ImportRequest request, string directory, ProgressLine progress, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var shop = new ShopImporter(TimeProvider.System).Read(request, progress, cancellation);
        await ShopReplacement.ReplaceOfflineAsync(directory, shop, TimeProvider.System, cancellation);
        return ImportReport.Of(shop, Stopwatch.GetElapsedTime(started));
    }
}
