using System.CommandLine;
using System.Text.Json;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Commands;

/// <summary><c>audit verify</c>: walks the chain of hashes, also while a server has the directory. Exit 0 when it is whole, 1 when it is not.</summary>
public static class AuditCommand
{
    public static Command Create()
    {
        var head = new Option<string?>("--head") { Description = "A hash that was noted earlier as the last one: it must still be in the chain", HelpName = "HASH" };
        head.Validators.Add(given =>
        {
            if (given.GetValueOrDefault<string?>() is { } hash && !(hash.Length == AuditChain.Start.Length && hash.All(char.IsAsciiHexDigitLower)))
                given.AddError($"--head is '{hash}'; a hash has {AuditChain.Start.Length} digits of 0-9 and a-f, as audit verify prints it.");
        });
        var verify = new Command("verify", "Walk the audit log's chain of hashes: whole, or the first entry that is not as it was entered") { head, CommandOptions.Json() };
        verify.SetAction((parsed, _) => RunAsync(parsed, parsed.GetValue(head)));
        return new Command("audit", "The record of who changed what") { verify };
    }

    static async Task<int> RunAsync(ParseResult parsed, string? head)
    {
        var directory = parsed.DataDirectory();
        if (!File.Exists(Path.Combine(directory, Engine.Storage.Database.FileName)))
            throw new CommandFailedException($"There is no shop in {directory}: name its directory with --data.");
        var verdict = AuditVerification.Run(directory, head, TimeProvider.System);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson()
            ? JsonSerializer.Serialize(new { whole = verdict.IsWhole, verdict.Entries, verdict.Head, verdict.BrokenAt, verdict.Problem }, JsonSerializerOptions.Web)
            : verdict.IsWhole
                ? $"The audit log is whole: {verdict.Entries} entries. Note the last hash elsewhere, and --head also shows entries cut off at the end:\n{verdict.Head}"
                : $"The audit log is broken. {verdict.Problem} The {verdict.Entries} entries before are whole.");
        return verdict.IsWhole ? CommandLine.Success : CommandLine.WorkFailed;
    }
}
