using System.Runtime.InteropServices;
using RecConsole.Engine.Graph.Onnx;

namespace RecConsole.Engine.Graph;

/// <summary>In: a file of <see cref="OnnxGraphBuilder"/>. Out: its float32 constants by name: the values that a network was trained to.</summary>
static class OnnxConstants
{
    public static IReadOnlyDictionary<string, float[]> Read(ReadOnlySpan<byte> model) =>
        ModelProto.Parser.ParseFrom(model).Graph.Initializer.Where(tensor => tensor.DataType == (int)ElementType.Float32)
            .ToDictionary(tensor => tensor.Name, tensor => MemoryMarshal.Cast<byte, float>(tensor.RawData.Span).ToArray(), StringComparer.Ordinal);
}
