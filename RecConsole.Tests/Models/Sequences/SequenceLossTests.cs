using RecConsole.Engine.Graph;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Sequences;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Models.Sequences;

/// <summary>Each loss against its formula, written out in float64.</summary>
public sealed class SequenceLossTests
{
    const int Items = 7;
    const int Width = 3;
    const int Drawn = 4;

    static readonly long[] Places = [0, 2, 3, 5];
    static readonly long[] Targets = [1, 6, 0, 1];
    static readonly long[] Shared = [1, 3, 5, 3]; // one is a target of two places
    static readonly long[] Own = [2, 3, 4, 5];
    static readonly float[] LogExpected = [-0.3f, 0.2f, -1.1f, 0.2f];

    readonly double[] states = Gaussians(8 * Width, 1);
    readonly double[] table = Gaussians(Items * Width, 2);

    static double[] Gaussians(int count, ulong seed)
    {
        var rng = new Rng(seed);
        return [.. Enumerable.Range(0, count).Select(_ => (double)(float)rng.NextGaussian())];
    }

    double Score(int target, long item) => Enumerable.Range(0, Width).Sum(k => states[Places[target] * Width + k] * table[item * Width + k]);

    double MeanOverTargets(Func<int, double> loss) => Enumerable.Range(0, Targets.Length).Average(loss);

    static double Softplus(double x) => Math.Log(1 + Math.Exp(x));

    [Fact]
    public void Softmax_IsTheCrossEntropyOverAllItems() =>
        Assert.Equal(MeanOverTargets(t => Math.Log(Enumerable.Range(0, Items).Sum(item => Math.Exp(Score(t, item)))) - Score(t, Targets[t])),
            Run(new SasRecModel.Settings { Loss = SequenceLossKind.Softmax }), 1e-5);

    /// <summary>The target stands as it is, each other draw over how often it is expected; a draw that is the target counts nothing.</summary>
    [Fact]
    public void Sampled_DrawsAreCorrectedAndHitsLeftOut() =>
        Assert.Equal(MeanOverTargets(t => Math.Log(Math.Exp(Score(t, Targets[t])) + Enumerable.Range(0, Drawn).Where(n => Shared[n] != Targets[t])
                .Sum(n => Math.Exp(Score(t, Shared[n]) - LogExpected[n]))) - Score(t, Targets[t])),
            Run(new SasRecModel.Settings { Loss = SequenceLossKind.Sampled, Negatives = Drawn }), 1e-5);

    /// <summary>With every draw expected as often as it is made, the sampled loss is an estimate of the whole sum: over many draws they meet.</summary>
    [Fact]
    public void Sampled_ManyDraws_IsNearTheCrossEntropyOverAllItems()
    {
        var events = History.Clusters(1, Items, 30, seed: 3);
        var log = TrainingLog.Build(events, new KindWeights(), default);
        var (items, expected) = (new long[200_000], new float[200_000]);
        new NegativeDraw(log).Mixed(items, expected, new Rng(8));

        for (var target = 0; target < Targets.Length; target++)
        {
            var others = items.Index().Where(draw => draw.Item != Targets[target]).Sum(draw => Math.Exp(Score(target, draw.Item) - expected[draw.Index]));
            var whole = Enumerable.Range(0, Items).Where(item => item != Targets[target]).Sum(item => Math.Exp(Score(target, item)));
            Assert.Equal(1, others / whole, 0.02);
        }
    }

    [Fact]
    public void Binary_OneNegativeAPlace() =>
        Assert.Equal(MeanOverTargets(t => Softplus(-Score(t, Targets[t])) + Softplus(Score(t, Own[t]))), Run(new SasRecModel.Settings { Loss = SequenceLossKind.Binary }), 1e-5);

    [Fact]
    public void Generalised_TargetToThePowerOfBeta()
    {
        const double alpha = Drawn / (Items - 1.0);
        const double beta = alpha * (0.6 * (1 - 1 / alpha) + 1 / alpha);
        var prior = Math.Log(beta / Drawn);
        Assert.Equal(MeanOverTargets(t => beta * Softplus(-Score(t, Targets[t]) - prior) + Shared.Where(item => item != Targets[t]).Sum(item => Softplus(Score(t, item) + prior))),
            Run(new SasRecModel.Settings { Loss = SequenceLossKind.Generalised, Negatives = Drawn, Calibration = 0.6 }), 1e-5);
    }

    double Run(SasRecModel.Settings settings)
    {
        var graph = new OnnxGraphBuilder("loss");
        var hidden = graph.Constant<float>("hidden", [.. states.Select(value => (float)value)], 8, Width);
        var loss = SequenceLoss.Append(graph, settings, hidden, graph.Constant<float>("table", [.. table.Select(value => (float)value)], Items, Width), Items);
        graph.Output(loss);
        using var program = new OnnxProgram(graph.Build());
        using var binding = program.Bind();
        Places.CopyTo(binding.Input<long>(SequenceLoss.Places, Places.Length));
        if (program.Inputs.ContainsKey(SequenceLoss.Targets)) Targets.CopyTo(binding.Input<long>(SequenceLoss.Targets, Targets.Length));
        if (program.Inputs.ContainsKey(SequenceLoss.Negatives))
        {
            var negatives = settings.Loss == SequenceLossKind.Binary ? Own : Shared;
            negatives.CopyTo(binding.Input<long>(SequenceLoss.Negatives, negatives.Length));
        }
        if (program.Inputs.ContainsKey(SequenceLoss.Expected)) LogExpected.CopyTo(binding.Input<float>(SequenceLoss.Expected, Drawn));
        var result = binding.Output<float>(loss.Name);
        binding.Run();
        return result[0];
    }
}
