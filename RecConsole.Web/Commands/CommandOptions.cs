using System.CommandLine;
using System.CommandLine.Parsing;

namespace RecConsole.Web.Commands;

/// <summary>The options that all commands share, and how a command reads them.</summary>
public static class CommandOptions
{
    const string DataName = "--data";
    const string JsonName = "--json";

    public static Option<string> Data() => new(DataName)
    {
        Description = "Data directory, made when missing",
        HelpName = "DIR",
        DefaultValueFactory = _ => "./data",
        Recursive = true,
    };

    public static Option<bool> Json() => new(JsonName) { Description = "Print one JSON object on standard output, and nothing else there" };

    /// <summary>The data directory as a full path; a relative one starts at the caller's working directory.</summary>
    public static string DataDirectory(this ParseResult parsed) => Path.GetFullPath(parsed.GetRequiredValue<string>(DataName));

    /// <summary>Refuses a directory where a file is wanted, before any work.</summary>
    public static void RefuseDirectory(SymbolResult given)
    {
        foreach (var path in given.Tokens.Select(token => token.Value).Where(Directory.Exists))
            given.AddError($"{path} is a directory, and a file is wanted: name the file in it{(FirstFile(path) is { } one ? $", such as {one}" : "")}.");
    }

    static string? FirstFile(string directory)
    {
        try
        {
            return Directory.EnumerateFiles(directory).Where(file => file.Contains(".csv", StringComparison.OrdinalIgnoreCase)).Order(StringComparer.Ordinal).FirstOrDefault();
        }
        catch (Exception closed) when (closed is UnauthorizedAccessException or IOException)
        {
            return null;
        }
    }

    public static bool WantsJson(this ParseResult parsed) => parsed.GetValue<bool>(JsonName);
}
