using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Graph.Learning;

public sealed class TrainingProgramTests
{
    const int Rows = 6;
    const int Width = 3;

    static readonly AdamOptions Plain = new();

    public static TheoryData<string> Optimizers => ["Adam", "AdamW", "clipped", "clipped AdamW"];

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Step_DenseParameters_FollowsThePaper(string optimizer)
    {
        var options = Options(optimizer);
        // The loss is the sum of w x, so that the gradient is the input itself.
        using var training = new TrainingProgram("line", network =>
        {
            var w = network.Parameter("w", Initialization.Normal(1), 2, 2);
            var b = network.Parameter("b", Initialization.Normal(1), 3);
            var graph = network.Graph;
            return graph.Add(graph.Total(graph.Mul(w, graph.Input("x", ElementType.Float32, 2, 2))), graph.Total(graph.Mul(b, graph.Input("y", ElementType.Float32, 3))));
        }, options, new TrainingOptions { Seed = 3 });
        var start = training.ReadParameters();
        double[] w = [.. start["w"]], b = [.. start["b"]];
        AdamReference forW = new(options, 4), forB = new(options, 3);
        var rng = new Rng(5);
        for (var step = 0; step < 20; step++)
        {
            float[] x = [.. Gaussians(rng, 4)], y = [.. Gaussians(rng, 3)];
            x.CopyTo(training.Workers[0].Input<float>("x", 2, 2));
            y.CopyTo(training.Workers[0].Input<float>("y", 3));
            var result = training.Step(0.05f);
            var norm = Math.Sqrt(x.Concat(y).Sum(value => (double)value * value));
            Assert.Equal(norm, result.GradientNorm, 1e-4 * norm);
            var scale = options.MaxGradientNorm is { } most && norm > most ? most / norm : 1;
            forW.Step(w, [.. x.Select(value => value * scale)], 0.05);
            forB.Step(b, [.. y.Select(value => value * scale)], 0.05);
        }
        AssertClose(w, training.ReadParameters()["w"]);
        AssertClose(b, training.ReadParameters()["b"]);
        Assert.Equal(20, training.Steps);
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Step_OnlyLookedUpRows_FollowsThePaperOnThoseAndLeavesTheOthers(string optimizer)
    {
        var options = Options(optimizer);
        using var training = Lookups(options, onlyLookedUpRows: true);
        double[] table = [.. training.ReadParameters()["table"]];
        var reference = new AdamReference(options, Rows * Width);
        var rng = new Rng(5);
        for (var step = 0; step < 10; step++)
        {
            // Row 3 twice in one lookup and once in the other; -1 is row 5; row 4 never.
            long[] left = [3, 0, 3], right = step % 2 == 0 ? [-1, 3, 1] : [2, 2, 2];
            float[] weights = [.. Gaussians(rng, 3 * Width)];
            var gradient = new double[Rows * Width];
            for (var k = 0; k < 3; k++)
                for (var d = 0; d < Width; d++)
                {
                    gradient[left[k] * Width + d] += weights[k * Width + d];
                    gradient[(right[k] + Rows) % Rows * Width + d] += weights[k * Width + d];
                }
            Fill(training.Workers[0], left, right, weights);
            var result = training.Step(0.05f);
            var norm = Math.Sqrt(gradient.Sum(value => value * value));
            Assert.Equal(norm, result.GradientNorm, 1e-4 * norm);
            var scale = options.MaxGradientNorm is { } most && norm > most ? most / norm : 1;
            var rows = left.Concat(right).Select(row => (row + Rows) % Rows).ToHashSet();
            reference.Step(table, [.. gradient.Select(value => value * scale)], 0.05, onlyWhere: i => rows.Contains(i / Width));
        }
        AssertClose(table, training.ReadParameters()["table"]);
    }

    [Fact]
    public void Step_OnlyLookedUpRowsFirstStep_EqualsTheDenseStepOnThemBitForBit()
    {
        float[] After(bool onlyLookedUpRows)
        {
            using var training = Lookups(Plain, onlyLookedUpRows);
            Fill(training.Workers[0], [3, 0, 3], [5, 3, 1], [.. Gaussians(new Rng(9), 3 * Width)]);
            training.Step(0.05f);
            return training.ReadParameters()["table"];
        }
        // Without a gradient and without decay, Adam's first step leaves the other rows alone, too.
        Assert.Equal(After(false), After(true));
    }

    [Fact]
    public void Step_TableThatIsAlsoMultiplied_MovesAllOfIt()
    {
        using var training = new TrainingProgram("tied", network =>
        {
            var graph = network.Graph;
            var table = network.Table("table", Initialization.Normal(1), Rows, Width);
            var looked = graph.Gather(table, graph.Input("rows", ElementType.Int64, 2));
            return graph.Total(graph.Sigmoid(graph.Gemm(looked, table, transposeB: true)));
        }, Plain, new TrainingOptions());
        var before = training.ReadParameters()["table"];
        ((ReadOnlySpan<long>)[1, 2]).CopyTo(training.Workers[0].Input<long>("rows", 2));
        training.Step(0.01f);
        Assert.All(before.Zip(training.ReadParameters()["table"]).ToList(), pair => Assert.NotEqual(pair.First, pair.Second));
    }

    [Theory]
    [InlineData(1, 4)]
    [InlineData(2, 2)]
    [InlineData(4, 1)]
    public void Accumulate_PartsOfABatch_EqualOneBatch(int workers, int rounds)
    {
        const int Batch = 8;
        var clipped = new AdamOptions { MaxGradientNorm = 0.1, WeightDecay = 0.01 };
        using var whole = Regression(clipped, new TrainingOptions { Seed = 4 });
        using var parts = Regression(clipped, new TrainingOptions { Seed = 4, Workers = workers, Accumulates = true });
        var rng = new Rng(11);
        for (var step = 0; step < 5; step++)
        {
            long[] rows = [.. Enumerable.Range(0, Batch).Select(_ => (long)rng.NextInt(Rows))];
            float[] targets = [.. Gaussians(rng, Batch)];
            Fill(whole.Workers[0], rows, targets);
            var expected = whole.Step(0.02f);
            var size = Batch / workers / rounds;
            for (var round = 0; round < rounds; round++)
            {
                for (var worker = 0; worker < workers; worker++)
                {
                    var from = (round * workers + worker) * size;
                    Fill(parts.Workers[worker], rows[from..(from + size)], targets[from..(from + size)]);
                }
                parts.Accumulate([.. Enumerable.Repeat(1f / workers / rounds, workers)]);
            }
            var actual = parts.Apply(0.02f);
            Assert.Equal(expected.Loss, actual.Loss, 1e-5f);
            Assert.Equal(expected.GradientNorm, actual.GradientNorm, 1e-5f);
        }
        foreach (var (name, values) in whole.ReadParameters()) AssertClose([.. values], parts.ReadParameters()[name]);
    }

    [Fact]
    public void Step_SameSeed_SameBits()
    {
        foreach (var workers in new[] { 1, 2 })
        {
            var runs = Enumerable.Range(0, 2).Select(_ =>
            {
                using var training = Regression(Plain, new TrainingOptions { Seed = 8, Workers = workers }, dropout: 0.4);
                for (var step = 0; step < 10; step++) StepOn(training, (ulong)step);
                return training.ReadParameters();
            }).ToList();
            foreach (var (name, values) in runs[0]) Assert.Equal(values, runs[1][name]);
        }
    }

    [Fact]
    public void Load_SavedHalfWay_GoesOnBitForBit()
    {
        using var whole = Regression(Plain, new TrainingOptions { Seed = 8 }, dropout: 0.4);
        using var stopped = Regression(Plain, new TrainingOptions { Seed = 8 }, dropout: 0.4);
        using var resumed = Regression(Plain, new TrainingOptions { Seed = 8 }, dropout: 0.4);
        for (var step = 0; step < 10; step++) StepOn(whole, (ulong)step);
        for (var step = 0; step < 5; step++) StepOn(stopped, (ulong)step);
        using var file = new MemoryStream();
        stopped.Save(file);
        file.Position = 0;
        StepOn(resumed, 99);
        resumed.Load(file);
        for (var step = 5; step < 10; step++) StepOn(resumed, (ulong)step);
        Assert.Equal(whole.Steps, resumed.Steps);
        foreach (var (name, values) in whole.ReadParameters()) Assert.Equal(values, resumed.ReadParameters()[name]);
    }

    [Fact]
    public void Load_NotItsCheckpoint_SaysWhatDiffersAndChangesNothing()
    {
        using var regression = Regression(Plain, new TrainingOptions());
        using var other = Lookups(Plain, onlyLookedUpRows: true);
        using var file = new MemoryStream();
        other.Save(file);
        file.Position = 0;
        var before = regression.ReadParameters();
        Assert.Contains("another network", Assert.Throws<InvalidDataException>(() => regression.Load(file)).Message);
        Assert.Throws<InvalidDataException>(() => regression.Load(new MemoryStream([1, 2, 3])));
        using var cut = new MemoryStream();
        regression.Save(cut);
        cut.SetLength(cut.Length - 1);
        cut.Position = 0;
        Assert.Contains("ends early", Assert.Throws<InvalidDataException>(() => regression.Load(cut)).Message);
        foreach (var (name, values) in before) Assert.Equal(values, regression.ReadParameters()[name]);
    }

    [Fact]
    public void Step_MatrixOfLowRank_IsFactorised()
    {
        const int Users = 20, Items = 15, Rank = 2;
        var rng = new Rng(2);
        float[] users = [.. Gaussians(rng, Users * Rank)], items = [.. Gaussians(rng, Items * Rank)];
        using var training = new TrainingProgram("factors", network =>
        {
            var graph = network.Graph;
            GraphValue Row(string table, long rows, string index) =>
                graph.Gather(network.Table(table, Initialization.Normal(0.3), rows, Rank), graph.Input(index, ElementType.Int64, "batch"));
            var product = graph.ReduceSum(graph.Mul(Row("users", Users, "user"), Row("items", Items, "item")), [1]);
            var error = graph.Sub(product, graph.Input("rating", ElementType.Float32, "batch"));
            return graph.Mean(graph.Mul(error, error));
        }, Plain, new TrainingOptions { Seed = 1 });
        var (firstLoss, loss) = (0f, 0f);
        for (var step = 0; step < 600; step++)
        {
            var user = training.Workers[0].Input<long>("user", 64);
            var item = training.Workers[0].Input<long>("item", 64);
            var rating = training.Workers[0].Input<float>("rating", 64);
            for (var k = 0; k < 64; k++)
            {
                (user[k], item[k]) = (rng.NextInt(Users), rng.NextInt(Items));
                rating[k] = 0;
                for (var f = 0; f < Rank; f++) rating[k] += users[user[k] * Rank + f] * items[item[k] * Rank + f];
            }
            loss = training.Step(0.02f).Loss;
            if (step == 0) firstLoss = loss;
        }
        Assert.True(firstLoss > 0.5, $"the first loss is {firstLoss}");
        Assert.True(loss < 1e-3, $"the loss after 600 steps is {loss}");
    }

    [Fact]
    public void Constructor_OperatorBesideTheLossReadsAParameter_IsRefused()
    {
        var error = Assert.Throws<OnnxGraphException>(() => new TrainingProgram("beside", network =>
        {
            var w = network.Parameter("w", Initialization.Ones, 2);
            network.Graph.Output(network.Graph.Exp(w, "for_the_eye"));
            return network.Graph.Total(network.Graph.Mul(w, w));
        }, Plain, new TrainingOptions()));
        Assert.Contains("Exp 'for_the_eye' reads 'w'", error.Message);
    }

    [Fact]
    public void Constructor_WrongOptions_NamesThemAll()
    {
        var error = Assert.Throws<ArgumentException>(() => Lookups(new AdamOptions { Beta1 = 1, Epsilon = 0, MaxGradientNorm = -1 }, true));
        Assert.Contains("Beta1", error.Message);
        Assert.Contains("Epsilon", error.Message);
        Assert.Contains("MaxGradientNorm", error.Message);
    }

    static AdamOptions Options(string optimizer) => new()
    {
        WeightDecay = optimizer.EndsWith("AdamW", StringComparison.Ordinal) ? 0.1 : 0,
        MaxGradientNorm = optimizer.StartsWith("clipped", StringComparison.Ordinal) ? 1.5 : null,
    };

    /// <summary>Two lookups in one table; the loss is the sum of both, weighted: its gradient is the weights.</summary>
    static TrainingProgram Lookups(AdamOptions options, bool onlyLookedUpRows) => new("lookups", network =>
    {
        var graph = network.Graph;
        var table = network.Table("table", Initialization.Normal(1), Rows, Width, onlyLookedUpRows);
        var both = graph.Add(graph.Gather(table, graph.Input("left", ElementType.Int64, "n")), graph.Gather(table, graph.Input("right", ElementType.Int64, "n")));
        return graph.Total(graph.Mul(both, graph.Input("weights", ElementType.Float32, "n", Width)));
    }, options, new TrainingOptions { Seed = 3 });

    static void Fill(TrainingWorker worker, long[] left, long[] right, float[] weights)
    {
        left.CopyTo(worker.Input<long>("left", left.Length));
        right.CopyTo(worker.Input<long>("right", right.Length));
        weights.CopyTo(worker.Input<float>("weights", left.Length, Width));
    }

    /// <summary>A looked-up row, dropout, one hidden layer, a number: mean squared error.</summary>
    static TrainingProgram Regression(AdamOptions options, TrainingOptions training, double dropout = 0) => new("regression", network =>
    {
        var graph = network.Graph;
        var row = graph.Gather(network.Table("table", Initialization.Normal(1), Rows, Width), graph.Input("rows", ElementType.Int64, "batch"));
        var hidden = graph.Tanh(network.Linear(network.Dropout(row, dropout, "input_dropout"), 4, "hidden"));
        var error = graph.Sub(graph.Squeeze(network.Linear(hidden, 1, "out"), [1]), graph.Input("targets", ElementType.Float32, "batch"));
        return graph.Mean(graph.Mul(error, error));
    }, options, training);

    static void Fill(TrainingWorker worker, long[] rows, float[] targets)
    {
        rows.CopyTo(worker.Input<long>("rows", rows.Length));
        targets.CopyTo(worker.Input<float>("targets", targets.Length));
    }

    static void StepOn(TrainingProgram training, ulong seed)
    {
        var rng = new Rng(seed);
        foreach (var worker in training.Workers)
            Fill(worker, [.. Enumerable.Range(0, 16).Select(_ => (long)rng.NextInt(Rows))], [.. Gaussians(rng, 16)]);
        training.Step(0.05f);
    }

    static IEnumerable<float> Gaussians(Rng rng, int count) => Enumerable.Range(0, count).Select(_ => (float)rng.NextGaussian()).ToList();

    static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual).ToList(), pair => Assert.Equal(pair.First, pair.Second, 2e-5));
    }
}
