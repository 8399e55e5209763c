namespace RecConsole.Engine.Experiments;

/// <summary>How long keys and names of experiments may be.</summary>
static class Names
{
    public const int MaxKeyLength = 64;
    public const int MaxNameLength = 80;
    public const int MaxTextLength = 2000;

    public static bool IsKey(string? key) => key is { Length: > 0 and <= MaxKeyLength } && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    public static bool IsName(string? name) => !string.IsNullOrWhiteSpace(name) && name.Length <= MaxNameLength;
}
