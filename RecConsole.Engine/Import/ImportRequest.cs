namespace RecConsole.Engine.Import;

/// <summary>What to read.</summary>
/// <param name="Format">Name of one of <see cref="ShopReaders.All"/>.</param>
/// <param name="Paths">Files, or for a format of several files their folder.</param>
/// <param name="Columns">Which column holds which field, where the file's own names differ.</param>
public sealed record ImportRequest(string Format, IReadOnlyList<string> Paths, ColumnMap Columns);
