namespace RecConsole.Engine.Graph.Gradients;

/// <summary>
/// The gradient of a table from one place that looked rows up: row k of <paramref name="Rows"/> [n, ...] belongs to the
/// table's row Indices[k] (int64 [n], none negative). An index may stand several times; its rows add up.
/// </summary>
public sealed record RowGradient(GraphValue Indices, GraphValue Rows);
