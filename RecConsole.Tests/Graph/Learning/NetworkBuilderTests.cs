using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Graph.Learning;

public sealed class NetworkBuilderTests
{
    const int Items = 9;
    const int Width = 4;

    [Fact]
    public void ForServing_TrainedEncoder_IsTheForwardHalfOfTheTraining()
    {
        using var training = NextItem(dropout: 0);
        foreach (var seed in (ulong[])[1, 2, 3])
        {
            Fill(training.Workers[0], seed);
            training.Step(0.01f);
        }
        var trained = training.ReadParameters();
        Fill(training.Workers[0], 7);
        var expected = training.Step(0.01f).Loss;

        var graph = new OnnxGraphBuilder("loss_by_encoder");
        var network = NetworkBuilder.ForServing(graph, trained);
        graph.Output(Loss(network, dropout: 0.5));
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        Fill(7, binding.Input<long>("items", 3, 5), binding.Input<long>("next", 3, 5));
        var loss = binding.Output<float>("loss_of_next");
        binding.Run();
        Assert.Empty(network.Masks);
        Assert.Equal(expected, loss[0], 1e-5f);
    }

    [Fact]
    public void Build_EncoderAndTrainingStep_AreWellFormedFiles()
    {
        using var training = NextItem(dropout: 0.2);
        OnnxFileCheck.Holds(training.Model);
        using var part = NextItem(dropout: 0.2, workers: 2);
        OnnxFileCheck.Holds(part.Model);
        var graph = new OnnxGraphBuilder("encoder");
        graph.Output(Encode(NetworkBuilder.ForServing(graph, training.ReadParameters()), 0.2).Encoded);
        OnnxFileCheck.Holds(graph.Build());
    }

    [Fact]
    public void ForServing_ParameterThatWasNotTrained_IsNamed()
    {
        var network = NetworkBuilder.ForServing(new OnnxGraphBuilder("encoder"), new Dictionary<string, float[]> { ["items"] = [1] });
        Assert.Contains("no parameter 'scale'; they have items", Assert.Throws<OnnxGraphException>(() => network.Parameter("scale", Initialization.Ones, 1)).Message);
        Assert.Contains("asks for 2", Assert.Throws<OnnxGraphException>(() => network.Parameter("items", Initialization.Ones, 2)).Message);
    }

    [Fact]
    public void Step_Transformer_LearnsTheNextItem()
    {
        using var training = NextItem(dropout: 0.1);
        var loss = 0f;
        for (var step = 0; step < 300; step++)
        {
            Fill(training.Workers[0], (ulong)step);
            loss = training.Step(0.02f).Loss;
        }
        // A guess among nine items costs log 9 = 2.2; the rule "two further" can be learned to certainty.
        Assert.True(loss < 0.3, $"the loss after 300 steps is {loss}");
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.5)]
    public void Dropout_Mask_MeetsItsRateAndKeepsTheMean(double rate)
    {
        var mask = new DropoutMask("d", null!, rate);
        var values = new float[100_000];
        mask.Fill(values, seed: 1, step: 2, worker: 0);
        var dropped = values.Count(value => value == 0) / (double)values.Length;
        Assert.Equal(rate, dropped, 5 * Math.Sqrt(rate * (1 - rate) / values.Length));
        Assert.All(values.Distinct().Where(value => value != 0), value => Assert.Equal(1 / (1 - rate), value, 1e-6));
    }

    [Fact]
    public void Dropout_Mask_IsAFunctionOfNameSeedStepAndWorker()
    {
        float[] Draw(string name, ulong seed, long step, int worker)
        {
            var values = new float[64];
            new DropoutMask(name, null!, 0.5).Fill(values, seed, step, worker);
            return values;
        }
        Assert.Equal(Draw("a", 1, 2, 3), Draw("a", 1, 2, 3));
        Assert.All((float[][])[Draw("b", 1, 2, 3), Draw("a", 2, 2, 3), Draw("a", 1, 3, 3), Draw("a", 1, 2, 4)], other => Assert.NotEqual(Draw("a", 1, 2, 3), other));
    }

    [Fact]
    public void Dropout_ImpossibleRate_IsRefused()
    {
        var network = NetworkBuilder.ForTraining(new OnnxGraphBuilder("n"));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Dropout(network.Parameter("w", Initialization.Ones, 2), 1, "d"));
    }

    static TrainingProgram NextItem(double dropout, int workers = 1) =>
        new("next_item", network => Loss(network, dropout), new AdamOptions(), new TrainingOptions { Seed = 5, Workers = workers });

    static (GraphValue Encoded, GraphValue Table) Encode(NetworkBuilder network, double dropout)
    {
        var graph = network.Graph;
        var table = network.Table("item_table", Initialization.Normal(0.5), Items, Width);
        var x = graph.Gather(table, graph.Input("items", ElementType.Int64, "batch", "length"), name: "embedded");
        return (new TransformerBlock(Heads: 2, HiddenWidth: 8, dropout).Append(network, x, TransformerBlock.CausalMask(graph, x), "block"), table);
    }

    /// <summary>Cross-entropy over all items: log of the sum of e^score, less the score of the next item.</summary>
    static GraphValue Loss(NetworkBuilder network, double dropout)
    {
        var graph = network.Graph;
        var (encoded, table) = Encode(network, dropout);
        var rows = graph.Reshape(encoded, [-1, Width]);
        var scores = graph.Gemm(rows, table, transposeB: true, name: "scores");
        var next = graph.Reshape(graph.Input("next", ElementType.Int64, "batch", "length"), [-1]);
        var hit = graph.ReduceSum(graph.Mul(rows, graph.Gather(table, next)), [1]);
        return graph.Mean(graph.Sub(graph.ReduceLogSumExp(scores, [1]), hit), "loss_of_next");
    }

    static void Fill(TrainingWorker worker, ulong seed) => Fill(seed, worker.Input<long>("items", 3, 5), worker.Input<long>("next", 3, 5));

    static void Fill(ulong seed, Span<long> items, Span<long> next)
    {
        var rng = new Rng(seed);
        for (var i = 0; i < items.Length; i++) next[i] = ((items[i] = rng.NextInt(Items)) + 2) % Items;
    }
}
