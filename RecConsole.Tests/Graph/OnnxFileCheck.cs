using Microsoft.ML.OnnxRuntime;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Tests.Graph;

/// <summary>
/// What ONNX's own checker asks of a file (versions, one maker for each name, order, types, sizes), and that the types and
/// extents that the file states are those that the runtime infers by itself, in its strict mode.
/// </summary>
static class OnnxFileCheck
{
    public static void Holds(byte[] file)
    {
        var model = ModelProto.Parser.ParseFrom(file);
        Assert.Equal(OnnxGraphBuilder.IrVersion, model.IrVersion);
        Assert.Equal(("", OnnxGraphBuilder.OpsetVersion), Assert.Single(model.OpsetImport) is var opset ? (opset.Domain, (int)opset.Version) : default);
        var graph = model.Graph;
        Assert.NotEmpty(graph.Name);
        Assert.NotEmpty(graph.Output);
        var stated = graph.Input.Concat(graph.Output).Concat(graph.ValueInfo).ToLookup(value => value.Name);
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in graph.Input.Select(input => input.Name).Concat(graph.Initializer.Select(tensor => tensor.Name)))
            Assert.True(known.Add(name), $"'{name}' stands twice");
        foreach (var tensor in graph.Initializer)
            Assert.Equal(tensor.Dims.Aggregate(1L, (product, extent) => product * extent) * ((ElementType)tensor.DataType).SizeInBytes(), tensor.RawData.Length);
        Assert.Equal(graph.Node.Count, graph.Node.Select(node => node.Name).Distinct().Count());
        foreach (var node in graph.Node)
        {
            Assert.NotEmpty(node.Name);
            Assert.All(node.Input, input => Assert.True(known.Contains(input), $"{node.OpType} '{node.Name}' reads '{input}' before it is made"));
            foreach (var output in node.Output)
            {
                Assert.True(known.Add(output), $"'{output}' is made twice");
                Assert.True(Assert.Single(stated[output]).Type.TensorType is { ElemType: > 0, Shape: not null }, $"'{output}' has no type and shape");
            }
        }
        Assert.All(graph.Output, output => Assert.Contains(output.Name, known));
        using var options = new Microsoft.ML.OnnxRuntime.SessionOptions();
        options.AddSessionConfigEntry("session.strict_shape_type_inference", "1");
        using var session = new InferenceSession(file, options);
    }
}
