using RecConsole.Engine.Import;

namespace RecConsole.Web.Services;

/// <summary>Where one field comes from: a column of the file, or one value for all rows; neither leaves it unknown.</summary>
public readonly record struct ColumnChoice(string? Column, string? Value);

/// <summary>The column map as it is edited: one choice a field, checked as it changes. Immutable.</summary>
public sealed record ColumnChoices(IReadOnlyDictionary<string, ColumnChoice> ByField, IReadOnlyList<string> Required)
{
    public static ColumnChoices Of(ImportPreview preview) => new(
        preview.Fields.ToDictionary(field => field.Field, field => new ColumnChoice(field.Column, null)),
        [.. preview.Fields.Where(field => field.IsRequired).Select(field => field.Field)]);

    public ColumnChoice this[string field] => ByField.GetValueOrDefault(field);

    public ColumnChoices With(string field, ColumnChoice choice) =>
        this with { ByField = ByField.ToDictionary(pair => pair.Key, pair => pair.Key == field ? choice : pair.Value) };

    /// <summary>Required fields that nothing fills yet.</summary>
    public IReadOnlyList<string> Missing => [.. Required.Where(name => this[name] is { Column: null } and ({ Value: null } or { Value: "" }))];

    /// <summary>Columns that fill more than one field: most likely a slip, and allowed.</summary>
    public IReadOnlyList<string> UsedTwice =>
        [.. ByField.Values.Where(choice => choice.Column is not null).GroupBy(choice => choice.Column!).Where(uses => uses.Count() > 1).Select(uses => uses.Key)];

    public ColumnMap ToMap() => ColumnMap.Of(
        ByField.Where(pair => pair.Value.Column is not null).ToDictionary(pair => pair.Key, pair => pair.Value.Column!),
        ByField.Where(pair => pair.Value is { Column: null, Value: { Length: > 0 } }).ToDictionary(pair => pair.Key, pair => pair.Value.Value!));
}
