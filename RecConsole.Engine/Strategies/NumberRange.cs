using System.Globalization;

namespace RecConsole.Engine.Strategies;

/// <summary>A closed range; an end that is null is open. A value that is unknown lies in no range.</summary>
public readonly record struct NumberRange(double? Min, double? Max)
{
    public bool Contains(double? value) => value is { } v && !(v < Min) && !(v > Max) && !double.IsNaN(v);

    public bool IsEmpty => Min > Max || Min is double.NaN || Max is double.NaN;

    public override string ToString() => (Min, Max) switch
    {
        ({ } min, { } max) => string.Create(CultureInfo.InvariantCulture, $"{min} to {max}"),
        ({ } min, null) => string.Create(CultureInfo.InvariantCulture, $"{min} or more"),
        (null, { } max) => string.Create(CultureInfo.InvariantCulture, $"{max} or less"),
        _ => "any",
    };
}
