using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Sequences;
using RecConsole.Tests.Models;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Graph;

/// <summary>The files that RecConsole writes, asked of ONNX's own checker with its shape inference.</summary>
public sealed class OnnxCheckerTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [OnnxCheckerFact]
    public void Encoders_OfAllModelsThatHaveOne_PassTheChecker()
    {
        var events = History.Clusters(4, 8, 100, seed: 2);
        var files = new List<string>();
        foreach (var recipe in ModelZoo.All)
        {
            using var model = ZooCase.FitQuickly(recipe.Key, events);
            if (model.Artifact.Lists is not null) continue; // a sparse term has no graph
            ModelFolder.Save(model.Artifact, folder.Combine(recipe.Key));
            files.Add(Path.Combine(folder.Combine(recipe.Key), "encoder.onnx"));
        }

        Assert.True(files.Count >= 8, "encoders of ppmi, ials, ease and five models in passes at least");
        Assert.Equal("", OnnxPython.Problems([.. files]));
    }

    /// <summary>Forward half, backward half and update of a Transformer under each loss; the whole step as one graph, and a part of it.</summary>
    [OnnxCheckerFact]
    public void TrainingSteps_OfATransformerUnderEachLoss_PassTheChecker()
    {
        var files = new List<string>();
        foreach (var loss in Enum.GetValues<SequenceLossKind>())
            foreach (var inParts in (bool[])[false, true])
            {
                var settings = new SasRecModel.Settings { Dimensions = 8, Length = 6, Negatives = 4, Loss = loss, Kinds = true, Gaps = true };
                var network = new SequenceNetwork(settings, 20, (builder, inputs) =>
                    new TransformerBlock(Heads: 2, HiddenWidth: 16, Dropout: 0.2).Append(builder, inputs.Embedded, TransformerBlock.CausalMask(builder.Graph, inputs.Embedded), "block"));
                using var training = new TrainingProgram("step", network.Loss, new AdamOptions { MaxGradientNorm = 5 }, new TrainingOptions { Accumulates = inParts });
                var file = folder.Combine($"{loss}-{inParts}.onnx");
                File.WriteAllBytes(file, training.Model);
                files.Add(file);
            }

        Assert.Equal("", OnnxPython.Problems([.. files]));
    }

    [OnnxCheckerFact]
    public void Checker_FileWithANodeThatReadsNothing_IsRefused()
    {
        var graph = new OnnxGraphBuilder("broken");
        graph.Output(graph.Relu(graph.Input("x", ElementType.Float32, 2), "y"));
        var model = RecConsole.Engine.Graph.Onnx.ModelProto.Parser.ParseFrom(graph.Build());
        model.Graph.Node[0].Input[0] = "nothing";
        var file = folder.Combine("broken.onnx");
        File.WriteAllBytes(file, Google.Protobuf.MessageExtensions.ToByteArray(model));

        Assert.Contains("nothing", OnnxPython.Problems(file), StringComparison.Ordinal);
    }
}
