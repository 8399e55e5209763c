using Microsoft.ML.OnnxRuntime;

namespace RecConsole.Engine.Graph.Learning;

/// <summary>
/// Tensors that stay on the device of a program from run to run. They come to memory of ours, and from there, by a graph
/// that does nothing but pass them on: the one way that is the same on every device.
/// </summary>
sealed class DeviceTensors(ComputeDevice device) : IDisposable
{
    readonly Dictionary<string, (OrtValue Memory, ElementType Type, long[] Shape)> tensors = new(StringComparer.Ordinal);
    readonly Dictionary<(ElementType, int), OnnxProgram> copies = [];

    public IEnumerable<string> Names => tensors.Keys;

    public OrtValue this[string name] => tensors[name].Memory;

    public ElementType TypeOf(string name) => tensors[name].Type;

    public long[] ShapeOf(string name) => tensors[name].Shape;

    public bool Contains(string name) => tensors.ContainsKey(name);

    public long CountOf(string name) => tensors[name].Shape.Aggregate(1L, (product, extent) => product * extent);

    /// <summary>A new tensor of this content.</summary>
    public void Add<T>(string name, ReadOnlySpan<T> content, long[] shape) where T : unmanaged
    {
        var type = ElementTypes.Of<T>();
        tensors.Add(name, (Copy(type, shape.Length).Allocate(type, shape), type, shape));
        Write(name, content);
    }

    public void Write<T>(string name, ReadOnlySpan<T> content) where T : unmanaged
    {
        var (memory, type, shape) = tensors[name];
        using var binding = Copy(type, shape.Length).Bind();
        content.CopyTo(binding.Input<T>("from", shape));
        binding.AttachOutput("to", memory);
        binding.Run();
    }

    public T[] Read<T>(string name) where T : unmanaged
    {
        var (memory, type, shape) = tensors[name];
        using var binding = Copy(type, shape.Length).Bind();
        binding.Attach("from", memory);
        var content = binding.Output<T>("to", shape);
        binding.Run();
        return content.ToArray();
    }

    public void Dispose()
    {
        foreach (var (memory, _, _) in tensors.Values) memory.Dispose();
        foreach (var copy in copies.Values) copy.Dispose();
    }

    OnnxProgram Copy(ElementType type, int rank)
    {
        if (copies.TryGetValue((type, rank), out var program)) return program;
        var graph = new OnnxGraphBuilder("copy");
        graph.Output(graph.Identity(graph.Input("from", type, [.. Enumerable.Range(0, rank).Select(axis => (Dimension)$"extent_{axis}")]), "to"));
        return copies[(type, rank)] = new OnnxProgram(graph.Build(), new ProgramOptions { Device = device });
    }
}
