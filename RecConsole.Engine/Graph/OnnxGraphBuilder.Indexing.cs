namespace RecConsole.Engine.Graph;

/// <summary>Operators that take elements by their place, put them there, or order them.</summary>
public sealed partial class OnnxGraphBuilder
{
    /// <summary>Slices of <paramref name="data"/> along <paramref name="axis"/>; index -1 is the last.</summary>
    public GraphValue Gather(GraphValue data, GraphValue indices, int axis = 0, string? name = null)
    {
        CheckType("Gather", name, indices, ElementTypes.Index);
        var place = ShapeRules.Axis("Gather", name, data, axis);
        return Append("Gather", name, data.Type, [.. data.Shape.Take(place), .. indices.Shape, .. data.Shape.Skip(place + 1)],
            [data, indices], Attribute("axis", place));
    }

    /// <summary>One element of <paramref name="data"/> along the axis for each index; the other places are the index's own.</summary>
    public GraphValue GatherElements(GraphValue data, GraphValue indices, int axis, string? name = null)
    {
        CheckType("GatherElements", name, indices, ElementTypes.Index);
        var place = ShapeRules.Axis("GatherElements", name, data, axis);
        if (indices.Rank != data.Rank) throw ShapeRules.DoNotFit("GatherElements", name, data, indices, "must have one number of dimensions");
        return Append("GatherElements", name, data.Type, [.. indices.Shape], [data, indices], Attribute("axis", place));
    }

    /// <summary>Adds an element of <paramref name="updates"/> at each index along the axis.</summary>
    internal GraphValue AddElements(GraphValue data, GraphValue indices, GraphValue updates, int axis) =>
        Append("ScatterElements", null, data.Type, [.. data.Shape], [data, indices, updates], Attribute("axis", axis), Attribute("reduction", "add"));

    /// <summary>
    /// The rows that <paramref name="indices"/> [n] name become those of <paramref name="rows"/> [n, ...]; where an index
    /// stands twice, both rows must be the same.
    /// </summary>
    public GraphValue SetRows(GraphValue data, GraphValue indices, GraphValue rows, string? name = null) => ScatterRows(data, indices, rows, "none", name);

    /// <summary>Adds the rows to those that <paramref name="indices"/> [n] name, each as often as it is named.</summary>
    public GraphValue AddRows(GraphValue data, GraphValue indices, GraphValue rows, string? name = null) => ScatterRows(data, indices, rows, "add", name);

    /// <summary>The different values of a vector in rising order, and for each element the place of its value among them.</summary>
    public (GraphValue Values, GraphValue Places) Unique(GraphValue data, string? name = null)
    {
        if (data.Rank != 1) throw new OnnxGraphException($"Unique '{name ?? "Unique"}': {data} must be a vector.");
        var results = AppendMany("Unique", name ?? NextName("Unique"), [data],
        [
            ("values", data.Type, [Dimension.Unknown]), ("first", ElementType.Int64, [Dimension.Unknown]), ("places", ElementType.Int64, [.. data.Shape]),
        ], Attribute("sorted", 1));
        return (results[0], results[2]);
    }

    /// <summary>0, 1, 2, ... before <paramref name="end"/> (int64, a scalar).</summary>
    /// <param name="extent">How many that are, where it is known when the graph is built.</param>
    public GraphValue Range(GraphValue end, Dimension extent, string? name = null)
    {
        CheckType("Range", name, end, [ElementType.Int64]);
        return Append("Range", name, ElementType.Int64, [extent], [Number(ElementType.Int64, 0), end, Number(ElementType.Int64, 1)]);
    }

    /// <summary>The places where a vector is not zero, in rising order, int64 [count].</summary>
    public GraphValue NonZero(GraphValue data, string? name = null)
    {
        if (data.Rank != 1) throw new OnnxGraphException($"NonZero '{name ?? "NonZero"}': {data} must be a vector.");
        name ??= NextName("NonZero");
        return Squeeze(Append("NonZero", $"{name}.rows", ElementType.Int64, [1, Dimension.Unknown], [data]), [0], name);
    }

    /// <summary>
    /// The <paramref name="count"/> (int64, shape [1]) largest along an axis, largest first. The runtime breaks ties by
    /// the lower index on the CPU; ONNX promises that nowhere else.
    /// </summary>
    /// <param name="name">Stem of the two results' names.</param>
    public (GraphValue Values, GraphValue Indices) TopK(GraphValue data, GraphValue count, int axis = -1, string? name = null)
    {
        CheckType("TopK", name, data, ElementTypes.Numeric);
        CheckType("TopK", name, count, [ElementType.Int64]);
        name ??= NextName("TopK");
        var place = ShapeRules.Axis("TopK", name, data, axis);
        var shape = data.Shape.ToArray();
        shape[place] = count.Integers is [var known] ? known : Dimension.Unknown;
        var results = AppendMany("TopK", name, [data, count], [("values", data.Type, shape), ("indices", ElementType.Int64, [.. shape])],
            Attribute("axis", place), Attribute("largest", 1), Attribute("sorted", 1));
        return (results[0], results[1]);
    }

    GraphValue ScatterRows(GraphValue data, GraphValue indices, GraphValue rows, string reduction, string? name)
    {
        name ??= NextName("ScatterND");
        CheckType("ScatterND", name, indices, [ElementType.Int64]);
        CheckSame("ScatterND", name, data, rows);
        var fits = indices.Rank == 1 && rows.Rank == data.Rank && ShapeRules.Fit(indices.Shape[0], rows.Shape[0]);
        for (var i = 1; fits && i < data.Rank; i++) fits = ShapeRules.Fit(data.Shape[i], rows.Shape[i]);
        if (!fits) throw ShapeRules.DoNotFit("ScatterND", name, data, rows, $"and {indices} must be a table, rows of its width, and the index of each row");
        return Append("ScatterND", name, data.Type, [.. data.Shape], [data, Unsqueeze(indices, [1], $"{name}.indices"), rows], Attribute("reduction", reduction));
    }
}
