using RecConsole.Engine.Signals;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Pages;

/// <summary>A signal's raw value as its page writes it: shares as per cent, money as money, the rest with sensible digits.</summary>
public static class SignalText
{
    public static string Value(SignalDefinition definition, float? raw) => raw switch
    {
        null => Formatting.Unknown,
        { } value when definition.Key == SignalCatalog.Campaign => value > 0 ? "yes" : "no",
        { } value when definition.Key == SignalCatalog.Newness => Formatting.Number(value, 2),
        { } value when definition.Unit == "currency" => Formatting.Money((decimal)value),
        { } value when definition.Unit == "ratio" => "× " + Formatting.Number(value, 2),
        { } value when definition.Unit.Length > 0 => $"{Short(value)} {definition.Unit}",
        { } value when IsShare(definition.Key) => Formatting.Percent(value, 1),
        { } value => Short(value),
    };

    static bool IsShare(string key) => key is SignalCatalog.ClickThrough or SignalCatalog.Conversion or SignalCatalog.Margin;

    /// <summary>Three digits that say something: 0.42, 3.7, 128.</summary>
    static string Short(float value) => Formatting.Number(value, Math.Abs(value) switch { < 10 => 2, < 100 => 1, _ => 0 });
}
