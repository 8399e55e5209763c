using Microsoft.ML.OnnxRuntime;
using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Graph;

public sealed class OnnxProgramTests
{
    [Fact]
    public void Run_SymbolicBatch_TakesEachBatchAsItComes()
    {
        using var program = new OnnxProgram(RowSums());
        using var binding = program.Bind();
        foreach (var batch in new[] { 1, 5, 2, 5 })
        {
            var x = binding.Input<float>("x", batch, 3);
            for (var i = 0; i < x.Length; i++) x[i] = i;
            var sums = binding.Output<float>("sums", batch);
            binding.Run();
            Assert.Equal(Enumerable.Range(0, batch).Select(row => 9f * row + 3f), sums.ToArray());
        }
    }

    [Fact]
    public void Run_ChangedInput_IsRead()
    {
        using var program = new OnnxProgram(RowSums());
        using var binding = program.Bind();
        var x = binding.Input<float>("x", 1, 3);
        var sums = binding.Output<float>("sums", 1);
        foreach (var value in new[] { 1f, 2f })
        {
            x.Fill(value);
            binding.Run();
            Assert.Equal(3 * value, sums[0]);
        }
    }

    [Fact]
    public void Lend_CallersMemory_IsReadInPlaceAndGivenBack()
    {
        using var program = new OnnxProgram(RowSums());
        using var binding = program.Bind();
        var mine = new float[] { 1, 2, 3 };
        var sums = binding.Output<float>("sums", 1);
        binding.Lend<float>("x", mine, 1, 3);
        binding.Run();
        Assert.Equal(6, sums[0]);
        mine[0] = 10;
        binding.Run();
        Assert.Equal(15, sums[0]);
        binding.Input<float>("x", 1, 3).Fill(7);
        binding.Run();
        Assert.Equal(21, sums[0]);
        binding.Lend<float>("x", mine, 1, 3);
        binding.Run();
        Assert.Equal(15, sums[0]);
    }

    [Fact]
    public void Run_ManyThreads_EachThroughItsOwnBinding()
    {
        using var program = new OnnxProgram(RowSums());
        Parallel.For(0, 64, caller =>
        {
            using var binding = program.Bind();
            binding.Input<float>("x", 1, 3).Fill(caller);
            var sums = binding.Output<float>("sums", 1);
            binding.Run();
            Assert.Equal(3f * caller, sums[0]);
        });
    }

    [Fact]
    public void Run_InputMissing_SaysWhich()
    {
        using var program = new OnnxProgram(RowSums());
        using var binding = program.Bind();
        binding.Output<float>("sums", 1);
        Assert.Throws<OnnxRuntimeException>(binding.Run);
    }

    [Fact]
    public void Input_UnknownNameOrOtherType_SaysWhatThereIs()
    {
        using var program = new OnnxProgram(RowSums());
        using var binding = program.Bind();
        Assert.Contains("no input 'y'; it has x", Assert.Throws<ArgumentException>(() => binding.Input<float>("y", 1, 3).Length).Message);
        Assert.Contains("is float32, not int64", Assert.Throws<ArgumentException>(() => binding.Input<long>("x", 1, 3).Length).Message);
    }

    [Fact]
    public void Constructor_NotAModel_IsAClearError() =>
        Assert.Contains("does not accept the model", Assert.Throws<InvalidDataException>(() => new OnnxProgram([1, 2, 3])).Message);

    [Fact]
    public void Run_SameShapes_AllocatesNothing()
    {
        using var program = new OnnxProgram(RowSums());
        using var binding = program.Bind();
        void Once()
        {
            binding.Input<float>("x", 4, 3).Fill(1);
            binding.Output<float>("sums", 4);
            binding.Run();
        }
        for (var i = 0; i < 100; i++) Once();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) Once();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Constructor_CudaWithoutIt_IsAClearError()
    {
        if (DeviceSelector.Select(ComputeDevice.Cuda).Device == ComputeDevice.Cuda) return; // it does start here: nothing to refuse
        Assert.Throws<InvalidDataException>(() => new OnnxProgram(RowSums(), new ProgramOptions { Device = ComputeDevice.Cuda }));
    }

    static byte[] RowSums()
    {
        var graph = new OnnxGraphBuilder("row_sums");
        graph.Output(graph.ReduceSum(graph.Input("x", ElementType.Float32, "batch", 3), [1], name: "sums"), "batch");
        return graph.Build();
    }
}
