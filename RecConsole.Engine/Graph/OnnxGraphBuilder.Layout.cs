using Google.Protobuf;
using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Engine.Graph;

/// <summary>Operators that move elements and make shapes: the elements stay what they are.</summary>
public sealed partial class OnnxGraphBuilder
{
    /// <summary>The same elements in another shape; 0 keeps the extent in that place, one -1 is whatever is left.</summary>
    public GraphValue Reshape(GraphValue data, ReadOnlySpan<long> shape, string? name = null)
    {
        name ??= NextName("Reshape");
        return Append("Reshape", name, data.Type, ShapeRules.Reshape(name, data, shape), [data, Vector($"{name}.shape", shape)]);
    }

    /// <summary>The same elements in the shape that another tensor has when the graph runs.</summary>
    public GraphValue ReshapeLike(GraphValue data, GraphValue model, string? name = null)
    {
        var quotient = Dimension.Product(data.Shape).DividedBy(Dimension.Product(model.Shape));
        if (quotient is null || (quotient.Value.IsNumber && quotient != 1))
            throw ShapeRules.DoNotFit("Reshape", name, data, model, "have different numbers of elements");
        name ??= NextName("Reshape");
        return Append("Reshape", name, data.Type, [.. model.Shape], [data, Shape(model, $"{name}.shape")]);
    }

    /// <summary>Repeats the data along extents of 1, to the shape that another tensor has when the graph runs.</summary>
    public GraphValue ExpandLike(GraphValue data, GraphValue model, string? name = null)
    {
        name ??= NextName("Expand");
        var shape = ShapeRules.Broadcast("Expand", name, data, model);
        return Append("Expand", name, data.Type, shape, [data, Shape(model, $"{name}.shape")]);
    }

    /// <summary>Dimensions of extent 1 put in, at these places of the result.</summary>
    public GraphValue Unsqueeze(GraphValue data, ReadOnlySpan<long> axes, string? name = null)
    {
        name ??= NextName("Unsqueeze");
        var places = ShapeRules.Axes("Unsqueeze", name, data, axes, data.Rank + axes.Length);
        var shape = data.Shape.ToList();
        foreach (var place in places) shape.Insert(place, 1);
        return Append("Unsqueeze", name, data.Type, [.. shape], [data, Vector($"{name}.axes", axes)]);
    }

    /// <summary>Dimensions of extent 1 taken out.</summary>
    public GraphValue Squeeze(GraphValue data, ReadOnlySpan<long> axes, string? name = null)
    {
        name ??= NextName("Squeeze");
        var places = ShapeRules.Axes("Squeeze", name, data, axes);
        foreach (var place in places)
            if (!ShapeRules.Fit(data.Shape[place], 1))
                throw new OnnxGraphException($"Squeeze '{name}': axis {place} of {data} has the extent {data.Shape[place]}; only 1 can be taken out.");
        return Append("Squeeze", name, data.Type, ShapeRules.Reduce(data, places, keepDimensions: false), [data, Vector($"{name}.axes", axes)]);
    }

    /// <summary>Dimensions in another order: place i of the result is place permutation[i] of the data.</summary>
    public GraphValue Transpose(GraphValue data, ReadOnlySpan<long> permutation, string? name = null)
    {
        if (ShapeRules.Axes("Transpose", name, data, permutation).Length != data.Rank)
            throw new OnnxGraphException($"Transpose '{name ?? "Transpose"}': the order must name each axis of {data} once.");
        var shape = new Dimension[data.Rank];
        for (var i = 0; i < shape.Length; i++) shape[i] = data.Shape[(int)permutation[i]];
        return Append("Transpose", name, data.Type, shape, [data], Attribute("perm", permutation));
    }

    public GraphValue Concat(ReadOnlySpan<GraphValue> parts, int axis, string? name = null)
    {
        if (parts.IsEmpty) throw new OnnxGraphException($"Concat '{name ?? "Concat"}': nothing to put together.");
        CheckSame("Concat", name, parts[0], parts[1..]);
        var place = ShapeRules.Axis("Concat", name, parts[0], axis);
        return Append("Concat", name, parts[0].Type, ShapeRules.Concat(name, parts, place), parts, Attribute("axis", place));
    }

    /// <summary>The places from <paramref name="start"/> to before <paramref name="end"/> of one axis; negative ones count from the end.</summary>
    public GraphValue Slice(GraphValue data, int axis, long start, long end, string? name = null)
    {
        name ??= NextName("Slice");
        var place = ShapeRules.Axis("Slice", name, data, axis);
        var shape = data.Shape.ToArray();
        if (shape[place].IsNumber)
        {
            var extent = shape[place].Length;
            var (first, last) = (start < 0 ? start + extent : start, Math.Min(end < 0 ? end + extent : end, extent));
            if (first < 0 || last <= first)
                throw new OnnxGraphException($"Slice '{name}': {start} to {end} leaves nothing of axis {place} of {data}.");
            shape[place] = last - first;
        }
        // Of an extent that is not known yet, only a range counted from its end has a length that is.
        else shape[place] = start < 0 && end is < 0 or long.MaxValue ? (end < 0 ? end : 0) - start : start == 0 && end == long.MaxValue ? shape[place] : Dimension.Unknown;
        return Append("Slice", name, data.Type, shape,
            [data, Vector($"{name}.start", start), Vector($"{name}.end", end), Vector($"{name}.axis", (long)place)]);
    }

    /// <summary>Cuts an axis into parts of these lengths.</summary>
    public GraphValue[] Split(GraphValue data, int axis, ReadOnlySpan<long> lengths, string? name = null)
    {
        name ??= NextName("Split");
        var place = ShapeRules.Axis("Split", name, data, axis);
        var sum = 0L;
        foreach (var length in lengths) sum += length;
        if (!ShapeRules.Fit(data.Shape[place], sum))
            throw new OnnxGraphException($"Split '{name}': the parts add up to {sum}, axis {place} of {data} has {data.Shape[place]}.");
        return Split(data, place, Vector($"{name}.lengths", lengths), [.. lengths.ToArray().Select(length => (Dimension)length)], name);
    }

    /// <summary>Cuts an axis into parts whose lengths (int64) may be known only when the graph runs.</summary>
    internal GraphValue[] Split(GraphValue data, int axis, GraphValue lengths, Dimension[] extents, string? name = null) =>
        AppendMany("Split", name ?? NextName("Split"), [data, lengths],
            [.. extents.Select((extent, i) => ($"{i}", data.Type, data.Shape.Select((whole, d) => d == axis ? extent : whole).ToArray()))],
            Attribute("axis", axis));

    /// <summary>The extents, int64.</summary>
    public GraphValue Shape(GraphValue data, string? name = null) => Append("Shape", name, ElementType.Int64, [data.Rank], [data]);

    /// <summary>The number of elements, int64.</summary>
    public GraphValue Size(GraphValue data, string? name = null) => Append("Size", name, ElementType.Int64, [], [data]);

    /// <summary>Zeros in the shape of another tensor.</summary>
    public GraphValue ZerosLike(GraphValue model, string? name = null)
    {
        name ??= NextName("Zeros");
        var zero = new TensorProto { DataType = (int)model.Type, RawData = ByteString.CopyFrom(new byte[model.Type.SizeInBytes()]) };
        zero.Dims.Add(1);
        return Append("ConstantOfShape", name, model.Type, [.. model.Shape], [Shape(model, $"{name}.shape")], Attribute("value", zero));
    }

    /// <summary>Zeros put around the data: <paramref name="pads"/> (int64) are the counts before each axis, then those behind.</summary>
    internal GraphValue Pad(GraphValue data, GraphValue pads, IReadOnlyList<Dimension> shape, string? name = null) =>
        Append("Pad", name, data.Type, [.. shape], [data, pads], Attribute("mode", "constant"));
}
