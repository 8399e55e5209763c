using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace RecConsole.Engine.Hosting;

/// <summary>Reads one section of the settings and collects what is wrong with it, to tell it all at once.</summary>
public sealed class SettingReader(IConfigurationSection section)
{
    readonly List<string> failures = [];
    readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public string Text(string key, string otherwise) =>
        Raw(key) is not { } text ? otherwise : text.Trim().Length > 0 ? text : Fail(key, "is empty", otherwise);

    public bool Flag(string key, bool otherwise) =>
        Raw(key) is not { } text ? otherwise : bool.TryParse(text, out var value) ? value : Fail(key, $"is '{text}'; it is true or false", otherwise);

    public int Number(string key, int otherwise, int least, int most)
    {
        if (Raw(key) is not { } text) return otherwise;
        return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Fail(key, $"is '{text}'; it is a whole number between {least} and {most}", otherwise);
    }

    /// <summary>A share from 0 to <paramref name="most"/>.</summary>
    public double Share(string key, double otherwise, double most)
    {
        if (Raw(key) is not { } text) return otherwise;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= 0 && value <= most
            ? value
            : Fail(key, string.Create(CultureInfo.InvariantCulture, $"is '{text}'; it is a share between 0 and {most}, such as 0.05"), otherwise);
    }

    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan least, TimeSpan most)
    {
        if (Raw(key) is not { } text) return otherwise;
        return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : Fail(key, $"is '{text}'; it is a duration as [days.]hours:minutes:seconds between {least} and {most}", otherwise);
    }

    /// <summary>The texts of a list; empty where the key is absent.</summary>
    public IReadOnlyList<string> List(string key)
    {
        known.Add(key);
        return [.. section.GetSection(key).GetChildren().Select(child => child.Value ?? "")];
    }

    /// <summary>Faults that only show when settings are looked at together; each names its key.</summary>
    public void Refuse(IEnumerable<string> faults) => failures.AddRange(faults);

    /// <exception cref="EngineStartException">Something was wrong; the message has one line for each key.</exception>
    public void Finish()
    {
        foreach (var child in section.GetChildren())
            if (!known.Contains(child.Key)) failures.Add($"{section.Path}:{child.Key} is not a setting; those are {string.Join(", ", known)}");
        if (failures.Count > 0) throw new EngineStartException($"The settings do not do:{string.Concat(failures.Select(failure => $"\n  {failure}"))}");
    }

    string? Raw(string key)
    {
        known.Add(key);
        return section[key];
    }

    T Fail<T>(string key, string problem, T otherwise)
    {
        failures.Add($"{section.Path}:{key} {problem}");
        return otherwise;
    }
}
