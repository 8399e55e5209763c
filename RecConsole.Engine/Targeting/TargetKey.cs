namespace RecConsole.Engine.Targeting;

/// <summary>What a key and a name may be, of segments and campaigns alike.</summary>
public static class TargetKey
{
    public const int MaxLength = 64;
    public const int MaxNameLength = 80;

    /// <summary>What is wrong with a key or a name and what would be right, or null.</summary>
    /// <param name="noun">What is named, such as <c>segment</c>.</param>
    public static string? Problem(string noun, string key, string name)
    {
        // rules compare segments without case: keys that differ in nothing else would be one
        if (key.Length is 0 or > MaxLength || !key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))
            return $"'{key}' is no key for a {noun}: it has 1 to {MaxLength} lower-case letters, digits, hyphens or underscores.";
        return string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength ? $"The name of a {noun} has 1 to {MaxNameLength} characters." : null;
    }

    /// <summary>A key made of a name: "New shoppers" is <c>new-shoppers</c>; empty where the name has neither letter nor digit of it.</summary>
    public static string Of(string name)
    {
        var words = name.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => string.Concat(word.Where(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_'))).Where(word => word.Length > 0);
        var key = string.Join('-', words);
        return key.Length > MaxLength ? key[..MaxLength] : key;
    }
}
