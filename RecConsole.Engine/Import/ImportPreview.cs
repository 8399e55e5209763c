namespace RecConsole.Engine.Import;

/// <summary>What a file looks like, before anybody decides to import it.</summary>
/// <param name="Format">The format it is most likely in.</param>
/// <param name="Header">Names of the columns, or of the first objects' properties; empty where the format has none.</param>
/// <param name="Rows">The first rows, as text by column.</param>
/// <param name="Fields">What each field would be read from; empty where the format fixes its columns.</param>
public sealed record ImportPreview(
    string Format, IReadOnlyList<string> Header, IReadOnlyList<IReadOnlyList<string>> Rows, IReadOnlyList<ProposedField> Fields)
{
    /// <summary>Required fields for which no column was found: the user names a column or a value.</summary>
    public IEnumerable<string> Missing => Fields.Where(proposed => proposed.IsRequired && proposed.Column is null).Select(proposed => proposed.Field);

    /// <summary>The proposal as a column map.</summary>
    public ColumnMap ToColumns() =>
        ColumnMap.Of(Fields.Where(field => field.Column is not null).ToDictionary(field => field.Field, field => field.Column!));
}

/// <param name="Column">The column that most likely holds the field, or null.</param>
/// <param name="IsRequired">Whether the format cannot be read without it.</param>
public sealed record ProposedField(string Field, string? Column, bool IsRequired);
