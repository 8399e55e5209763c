using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Scoring;

/// <summary>
/// The product as an ONNX graph: top K of (dense [B, D] · rowsᵀ [D, N] + signals [B, S] · rowsᵀ [S, N] + addend [N]). The
/// catalogue's rows are read where they lie, on CUDA from a copy that is renewed only when a block is swapped. The addend
/// carries the bias, and minus infinity for excluded items.
/// </summary>
sealed class OnnxProduct : IDisposable
{
    readonly OnnxProgram program;
    readonly ProgramBinding binding;
    readonly int denseStride;
    readonly int signalStride;
    ColumnBlock? dense;
    ColumnBlock? signals;
    int batch;
    int count;

    public OnnxProduct(int denseStride, int signalStride, ProgramOptions options)
    {
        (this.denseStride, this.signalStride) = (denseStride, signalStride);
        program = new OnnxProgram(Build(denseStride, signalStride), options);
        binding = program.Bind();
    }

    public ReadOnlySpan<float> Scores => binding.Output<float>("top.values", batch, count);

    public ReadOnlySpan<long> Items => binding.Output<long>("top.indices", batch, count);

    public bool Fits(ScoreMatrix matrix) => matrix.Dense.Stride == denseStride && matrix.Signals.Stride == signalStride;

    /// <summary>Makes the matrix the one that runs read.</summary>
    public void Use(ScoreMatrix matrix)
    {
        if (denseStride > 0 && dense != matrix.Dense) binding.Lend("dense", matrix.Dense.RowMemory, matrix.Count, denseStride);
        if (signalStride > 0 && signals != matrix.Signals) binding.Lend("signals", matrix.Signals.RowMemory, matrix.Count, signalStride);
        (dense, signals) = (matrix.Dense, matrix.Signals);
    }

    /// <summary>Lends the addend [N]; again after each change.</summary>
    public void UseAddend(float[] addend) => binding.Lend("addend", addend.AsMemory(), addend.Length);

    /// <summary>Sets the shape of the next run.</summary>
    public void Reshape(int batch, int count)
    {
        (this.batch, this.count) = (batch, count);
        binding.Input<long>("count", 1)[0] = count;
    }

    public void SetQuery(int row, ReadOnlySpan<float> padded)
    {
        if (denseStride > 0)
            padded[..denseStride].CopyTo(binding.Input<float>("denseWeights", batch, denseStride)[(row * denseStride)..]);
        if (signalStride > 0)
            padded.Slice(denseStride, signalStride).CopyTo(binding.Input<float>("signalWeights", batch, signalStride)[(row * signalStride)..]);
    }

    public void Run()
    {
        binding.Output<float>("top.values", batch, count);
        binding.Output<long>("top.indices", batch, count);
        binding.Run();
    }

    public void Dispose()
    {
        binding.Dispose();
        program.Dispose();
    }

    static byte[] Build(int denseStride, int signalStride)
    {
        var graph = new OnnxGraphBuilder("product");
        var sum = graph.Input("addend", ElementType.Float32, "items");
        if (denseStride > 0) sum = Add("dense", denseStride);
        if (signalStride > 0) sum = Add("signals", signalStride);
        var (scores, items) = graph.TopK(sum, graph.Input("count", ElementType.Int64, 1), name: "top");
        graph.Output(scores, "batch", "count_");
        graph.Output(items, "batch", "count_");
        return graph.Build();

        GraphValue Add(string name, int stride)
        {
            var weights = graph.Input(name == "dense" ? "denseWeights" : "signalWeights", ElementType.Float32, "batch", stride);
            var rows = graph.Input(name, ElementType.Float32, "items", stride);
            return graph.Add(graph.Gemm(weights, rows, transposeB: true), sum);
        }
    }
}
