using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// The yardstick: ONNX Runtime's MatMul [B, d] x [d, N] and TopK, with nothing else: no signals, no bias, no mask, no
/// canonical order. In: embeddings by row. Out: the run itself; its results are of no use but to be timed.
/// </summary>
public sealed class BareProduct : IDisposable
{
    readonly OnnxProgram program;
    readonly ProgramBinding binding;

    /// <param name="rows">N rows of <paramref name="columns"/> floats.</param>
    /// <param name="queries">B rows of as many floats.</param>
    /// <param name="columns">d.</param>
    /// <param name="count">K of the TopK.</param>
    /// <param name="device">Where it runs; on the CPU on all cores, its threads spinning, as it is fastest.</param>
    public BareProduct(ReadOnlySpan<float> rows, ReadOnlySpan<float> queries, int columns, int count, ComputeDevice device)
    {
        long items = rows.Length / columns, batch = queries.Length / columns;
        var graph = new OnnxGraphBuilder("bare");
        var product = graph.MatMul(graph.Input("queries", ElementType.Float32, batch, columns), graph.Input("columns", ElementType.Float32, columns, items));
        var (scores, indices) = graph.TopK(product, graph.Vector("count", (long)count), name: "top");
        graph.Output(scores, batch, count);
        graph.Output(indices, batch, count);
        program = new OnnxProgram(graph.Build(), new ProgramOptions { Device = device, Threads = 0, AllowSpinning = true });
        binding = program.Bind();
        var transposed = new float[rows.Length];
        for (var item = 0; item < items; item++)
            for (var c = 0; c < columns; c++) transposed[c * items + item] = rows[item * columns + c];
        binding.Lend("columns", transposed.AsMemory(), columns, items);
        queries.CopyTo(binding.Input<float>("queries", batch, columns));
        binding.Output<float>(scores.Name, batch, count);
        binding.Output<long>(indices.Name, batch, count);
    }

    public void Run() => binding.Run();

    public void Dispose()
    {
        binding.Dispose();
        program.Dispose();
    }
}
