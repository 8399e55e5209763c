using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Graph;

/// <summary>Builds a graph of one operator under test, runs it once on the CPU and returns its output.</summary>
static class GraphRun
{
    public static T[] Of<T>(Func<OnnxGraphBuilder, GraphValue> build, params long[] shape) where T : unmanaged
    {
        var graph = new OnnxGraphBuilder("test");
        var result = build(graph);
        graph.Output(result);
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        var output = binding.Output<T>(result.Name, shape);
        binding.Run();
        return output.ToArray();
    }
}
