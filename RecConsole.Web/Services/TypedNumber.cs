using System.Globalization;

namespace RecConsole.Web.Services;

/// <summary>In: what was typed into the field of a number that has limits. Out: the number that is taken, and what is to be said where that is another one.</summary>
/// <param name="Words">Null where what was typed is taken.</param>
public readonly record struct TypedNumber(float Value, string? Words)
{
    /// <param name="now">What stays when nothing was typed, or no number.</param>
    /// <param name="limits">Whose limits they are.</param>
    public static TypedNumber Read(string? text, float now, float least, float most, string limits)
    {
        if (string.IsNullOrWhiteSpace(text)) return new(now, $"Nothing was typed: it stays {Text(now)}.");
        if (!float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) || !float.IsFinite(value)) return new(now, $"“{text.Trim()}” is no number: it stays {Text(now)}.");
        if (value > most) return new(most, $"{Text(value)} is too much: at most {Text(most)}, which was taken ({limits}).");
        if (value < least) return new(least, $"{Text(value)} is too little: at least {Text(least)}, which was taken ({limits}).");
        return new(value, null);
    }

    static string Text(float value) => value.ToString("0.###", CultureInfo.InvariantCulture);
}
