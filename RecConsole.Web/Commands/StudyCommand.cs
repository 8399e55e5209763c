using System.CommandLine;

namespace RecConsole.Web.Commands;

/// <summary><c>study WHAT</c>: simulates experiments and measures whether a method does what it promises. Each study is a command of its own, added here.</summary>
public static class StudyCommand
{
    public static Command Create() => new("study", "Simulate experiments and measure whether a method does what it promises")
    {
        StudyCalibrationCommand.Create(),
        StudyInterleavingCommand.Create(),
        StudyBanditCommand.Create(),
        StudyRampsCommand.Create(),
    };

    /// <summary>A whole number within bounds.</summary>
    public static Option<int> Whole(string name, string description, int value, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var given) && (given < least || given > most)) result.AddError($"{name} lies between {least} and {most}, not {given}.");
        });
        return option;
    }

    public static Option<int> Seed() => Whole("--seed", "Of all chance: the same seed gives the same figures", 1, 0, int.MaxValue);
}
