using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;
using RecConsole.Engine.Models.Sequences;

namespace RecConsole.Engine.Models;

/// <summary>
/// GRU4Rec (Hidasi et al. 2016): a gated recurrent unit (Cho et al. 2014, the reset gate after the product) reads the latest
/// interactions from the oldest on; its state predicts the next one. Trained by cross-entropy against sampled items, as its
/// second paper advises (Hidasi and Karatzoglou 2018). The recurrence is laid out step by step, so that histories are padded
/// to the length that is read: keep it short.
/// </summary>
public static class Gru4RecModel
{
    public const string Key = "gru4rec";

    public sealed record Settings : SequenceSettings
    {
        public Settings() => Length = 20;
    }

    public static IModelTraining Begin(FitRequest request)
    {
        var settings = request.Read<Settings>();
        settings = SequenceSettings.For(settings, request.Log);
        var card = new ModelCard($"inner product of {settings.Dimensions} dimensions; the encoder is a recurrent network over the latest {settings.Length} interactions",
            "Hidasi et al. 2016; Hidasi and Karatzoglou 2018", ModelCard.Json(settings));
        var network = new SequenceNetwork(settings, request.Log.Vocabulary.Count, (network, inputs) => Recur(network, inputs, settings));
        return new SequenceTraining(Key, request, network, card, shortest: settings.Length);
    }

    /// <summary>[batch, length, d] to the states after each interaction, the same.</summary>
    static GraphValue Recur(NetworkBuilder network, SequenceInputs inputs, Settings settings)
    {
        var (graph, width) = (network.Graph, settings.Dimensions);
        var read = network.Linear(network.Dropout(inputs.Embedded, settings.Dropout, "input"), 3 * width, "read");
        var remember = network.Parameter("remember.weight", Initialization.Glorot, width, 3 * width);
        var isItem = graph.Where(graph.Unsqueeze(inputs.IsPadding, [2]), graph.Number(ElementType.Float32, 0), graph.Number(ElementType.Float32, 1), "is_item");
        var states = new GraphValue[settings.Length];
        GraphValue At(GraphValue rows, int age) => graph.Squeeze(graph.Slice(rows, 1, age, age + 1), [1]);
        for (var age = settings.Length - 1; age >= 0; age--)
        {
            var before = age == settings.Length - 1 ? null : states[age + 1];
            var now = graph.Split(At(read, age), -1, [width, width, width], $"read_{age}");
            var state = before is null ? First(graph, now) : Next(graph, now, before, graph.Split(graph.MatMul(before, remember), -1, [width, width, width], $"remembered_{age}"));
            states[age] = graph.Mul(state, At(isItem, age), $"state_{age}"); // nothing yet: the state stays 0
        }
        var all = graph.Concat([.. states.Select(state => graph.Unsqueeze(state, [1]))], 1, "all_states");
        return network.Dropout(graph.ReshapeLike(all, inputs.Embedded), settings.Dropout, "output");
    }

    /// <summary>h' = z h + (1 - z) tanh(x_n + r (U h)_n), with z and r by the sigmoid of their sums.</summary>
    static GraphValue Next(OnnxGraphBuilder graph, GraphValue[] now, GraphValue before, GraphValue[] remembered)
    {
        var update = graph.Sigmoid(graph.Add(now[0], remembered[0]));
        var reset = graph.Sigmoid(graph.Add(now[1], remembered[1]));
        var fresh = graph.Tanh(graph.Add(now[2], graph.Mul(reset, remembered[2])));
        return graph.Add(fresh, graph.Mul(update, graph.Sub(before, fresh)));
    }

    /// <summary>The same from a state of zeros.</summary>
    static GraphValue First(OnnxGraphBuilder graph, GraphValue[] now)
    {
        var update = graph.Sigmoid(now[0]);
        var fresh = graph.Tanh(now[2]);
        return graph.Sub(fresh, graph.Mul(update, fresh));
    }
}
