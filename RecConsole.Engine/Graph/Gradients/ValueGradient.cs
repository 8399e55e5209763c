namespace RecConsole.Engine.Graph.Gradients;

/// <summary>How the loss changes with one tensor: a dense part in the tensor's shape, rows that were looked up, or both.</summary>
public sealed class ValueGradient
{
    readonly OnnxGraphBuilder graph;
    readonly GraphValue value;
    GraphValue? dense;
    GraphValue? whole;

    internal ValueGradient(OnnxGraphBuilder graph, GraphValue value, GraphValue? dense, IReadOnlyList<RowGradient> rows) =>
        (this.graph, this.value, this.dense, Rows) = (graph, value, dense, rows);

    public IReadOnlyList<RowGradient> Rows { get; }

    /// <summary>Whether nothing but looked-up rows has a gradient: an update may leave all other rows alone.</summary>
    public bool IsRowsOnly => dense is null;

    /// <summary>The whole gradient in the tensor's shape; rows are added to it where they belong.</summary>
    public GraphValue Dense()
    {
        if (whole is not null) return whole;
        var sum = dense ?? graph.ZerosLike(value);
        foreach (var rows in Rows) sum = graph.AddRows(sum, rows.Indices, rows.Rows);
        return whole = sum;
    }

    internal ValueGradient With(RowGradient rows) => new(graph, value, dense, [.. Rows, rows]);

    internal void Add(GraphValue part) => dense = dense is null ? part : graph.Add(dense, part);
}
