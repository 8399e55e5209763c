using System.Globalization;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>
/// One side of a play: a strategy as it is live, its draft or one of its revisions, and a model. Its text is what an address
/// holds: <c>default</c>, <c>default@draft</c>, <c>default@3</c>, each with <c>|ppmi-af0631291e54</c> for another model than the one that serves.
/// </summary>
/// <param name="Number">A kept revision; null for the live one or the draft.</param>
/// <param name="Model">Null for the one that serves.</param>
public sealed record LabArm(string Strategy, int? Number = null, bool IsDraft = false, string? Model = null)
{
    const string Draft = "draft";

    /// <summary>What a request that names no strategy gets.</summary>
    public static LabArm Live { get; } = new(StrategyStore.DefaultKey);

    public string Text => StrategyText + (Model is null ? "" : "|" + Model);

    /// <summary>Without the model.</summary>
    public string StrategyText => Strategy + (IsDraft ? "@" + Draft : Number is { } number ? "@" + number.ToString(CultureInfo.InvariantCulture) : "");

    /// <summary>Null for nothing, and for what is not understood.</summary>
    public static LabArm? Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var parts = text.Split('|', 2);
        var model = parts is [_, { Length: > 0 } named] ? named : null;
        return parts[0].Split('@', 2) switch
        {
            [{ Length: > 0 } key] => new LabArm(key, Model: model),
            [{ Length: > 0 } key, Draft] => new LabArm(key, IsDraft: true, Model: model),
            [{ Length: > 0 } key, var digits] when int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => new LabArm(key, number, Model: model),
            _ => null,
        };
    }
}
