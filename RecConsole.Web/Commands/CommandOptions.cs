using System.CommandLine;

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

    public static bool WantsJson(this ParseResult parsed) => parsed.GetValue<bool>(JsonName);
}
