namespace RecConsole.Web.Commands;

/// <summary>The command line: parses the arguments and runs one command. Exit 0 success, 1 the work failed, 2 wrong arguments.</summary>
public static class CommandLine
{
    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = RecConsoleApp.Build(args);
        await app.RunAsync();
        return 0;
    }
}
