namespace RecConsole.Engine.Graph;

/// <summary>
/// In: the shapes of an operator's inputs. Out: the shape of its result, or an error that names the operator and the
/// inputs. Two extents fit if they are one number or one symbol, or if one of them is unknown: two symbols are two extents.
/// </summary>
static class ShapeRules
{
    /// <summary>An axis from 0 to rank - 1, of one that may count from the end.</summary>
    public static int Axis(string op, string? name, GraphValue data, long axis, int? rank = null)
    {
        var count = rank ?? data.Rank;
        if (axis < -count || axis >= count)
            throw new OnnxGraphException($"{op} '{name ?? op}': axis {axis} is not one of {data}; it runs from {-count} to {count - 1}.");
        return (int)(axis < 0 ? axis + count : axis);
    }

    public static int[] Axes(string op, string? name, GraphValue data, ReadOnlySpan<long> axes, int? rank = null)
    {
        var places = new int[axes.Length];
        for (var i = 0; i < axes.Length; i++) places[i] = Axis(op, name, data, axes[i], rank);
        Array.Sort(places);
        for (var i = 1; i < places.Length; i++)
            if (places[i] == places[i - 1]) throw new OnnxGraphException($"{op} '{name ?? op}': axis {places[i]} of {data} is named twice.");
        return places;
    }

    /// <summary>NumPy's broadcasting: right-aligned, 1 takes the other's extent.</summary>
    public static Dimension[] Broadcast(string op, string? name, params ReadOnlySpan<GraphValue> values)
    {
        var rank = 0;
        foreach (var value in values) rank = Math.Max(rank, value.Rank);
        var shape = new Dimension[rank];
        Array.Fill(shape, 1);
        var first = values[0];
        foreach (var value in values)
            for (var i = 0; i < value.Rank; i++)
            {
                var place = rank - value.Rank + i;
                shape[place] = Broadcast(shape[place], value.Shape[i]) ?? throw DoNotFit(op, name, first, value,
                    "do not broadcast: right-aligned, extents must be equal, or one of them 1");
            }
        return shape;
    }

    public static Dimension[] MatMul(string? name, GraphValue a, GraphValue b)
    {
        if (a.Rank < 2 || b.Rank < 2)
            throw new OnnxGraphException($"MatMul '{name ?? "MatMul"}': {a} and {b} must be matrices or stacks of them; unsqueeze a vector.");
        if (!Fit(a.Shape[^1], b.Shape[^2]))
            throw DoNotFit("MatMul", name, a, b, $"do not multiply: {a.Shape[^1]} columns meet {b.Shape[^2]} rows");
        var rank = Math.Max(a.Rank, b.Rank);
        var shape = new Dimension[rank];
        for (var i = 0; i < rank - 2; i++)
        {
            var left = Leading(a, i - (rank - a.Rank));
            var right = Leading(b, i - (rank - b.Rank));
            shape[i] = Broadcast(left, right) ?? throw DoNotFit("MatMul", name, a, b, "do not stack: leading extents must be equal, or one of them 1");
        }
        shape[^2] = a.Shape[^2];
        shape[^1] = b.Shape[^1];
        return shape;
    }

    public static Dimension[] Gemm(string? name, GraphValue a, GraphValue b, bool transposeA, bool transposeB)
    {
        if (a.Rank != 2 || b.Rank != 2) throw new OnnxGraphException($"Gemm '{name ?? "Gemm"}': {a} and {b} must be matrices; MatMul takes stacks.");
        var (rows, inner) = transposeA ? (a.Shape[1], a.Shape[0]) : (a.Shape[0], a.Shape[1]);
        var (innerB, columns) = transposeB ? (b.Shape[1], b.Shape[0]) : (b.Shape[0], b.Shape[1]);
        if (!Fit(inner, innerB)) throw DoNotFit("Gemm", name, a, b, $"do not multiply: {inner} columns meet {innerB} rows");
        return [rows, columns];
    }

    public static Dimension[] Reduce(GraphValue data, int[] axes, bool keepDimensions) =>
        [.. data.Shape.Select((extent, i) => (extent, i)).Where(place => keepDimensions || !axes.Contains(place.i))
            .Select(place => axes.Contains(place.i) ? 1 : place.extent)];

    /// <summary>The same elements in another shape: 0 keeps an extent, -1 is what is left.</summary>
    public static Dimension[] Reshape(string? name, GraphValue data, ReadOnlySpan<long> target)
    {
        var shape = new Dimension[target.Length];
        var rest = -1;
        for (var i = 0; i < target.Length; i++)
        {
            if (target[i] < -1 || (target[i] == 0 && i >= data.Rank) || (target[i] == -1 && rest >= 0)) throw Impossible(name, data, target);
            if (target[i] == -1) rest = i;
            shape[i] = target[i] > 0 ? target[i] : target[i] == 0 ? data.Shape[i] : 1;
        }
        var all = Dimension.Product(data.Shape);
        var quotient = all.DividedBy(Dimension.Product(shape)) ?? throw Impossible(name, data, target);
        if (rest >= 0) shape[rest] = quotient;
        else if (quotient != 1 && quotient.IsNumber) throw Impossible(name, data, target);
        return shape;
    }

    public static Dimension[] Concat(string? name, ReadOnlySpan<GraphValue> parts, int axis)
    {
        var shape = parts[0].Shape.ToArray();
        foreach (var part in parts[1..])
        {
            if (part.Rank != shape.Length) throw DoNotFit("Concat", name, parts[0], part, "must have one number of dimensions");
            for (var i = 0; i < shape.Length; i++)
            {
                if (i == axis) shape[i] = Sum(shape[i], part.Shape[i]);
                else if (!Fit(shape[i], part.Shape[i])) throw DoNotFit("Concat", name, parts[0], part, $"must be equal but for axis {axis}");
                else if (shape[i].IsUnknown) shape[i] = part.Shape[i];
            }
        }
        return shape;
    }

    public static bool Fit(Dimension a, Dimension b) => a == b || a.IsUnknown || b.IsUnknown;

    public static OnnxGraphException DoNotFit(string op, string? name, GraphValue a, GraphValue b, string why) =>
        new($"{op} '{name ?? op}': {a} and {b} {why}.");

    static Dimension Sum(Dimension a, Dimension b) => a.IsNumber && b.IsNumber ? a.Length + b.Length : Dimension.Unknown;

    static Dimension? Broadcast(Dimension a, Dimension b) =>
        a == 1 ? b : b == 1 || a == b ? a : a.IsUnknown ? b : b.IsUnknown ? a : default(Dimension?);

    static Dimension Leading(GraphValue value, int place) => place < 0 ? 1 : value.Shape[place];

    static OnnxGraphException Impossible(string? name, GraphValue data, ReadOnlySpan<long> target) =>
        new($"Reshape '{name ?? "Reshape"}': {data} does not go into [{string.Join(", ", target.ToArray())}]: the numbers of elements must agree, 0 keeps an extent, one -1 takes the rest.");
}
