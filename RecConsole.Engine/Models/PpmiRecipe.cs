using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Sessions;

namespace RecConsole.Engine.Models;

/// <summary><see cref="PpmiModel"/> as a member of the zoo: its artifact, encoded by the ONNX graph that serves.</summary>
public static class PpmiRecipe
{
    public const string Key = PpmiModel.Key;

    public static IFittedModel Fit(FitRequest request)
    {
        var options = request.Read<PpmiOptions>() with { Threads = request.Threads };
        var artifact = PpmiModel.Fit(request.Log.Events, options, new Rng(request.Seed), request.Time, request.Progress, request.Cancellation);
        return new InnerProductModel(Key, artifact.Vocabulary, artifact.Dimensions, artifact.EmbeddingMemory, new ArtifactEncoder(artifact),
            new ModelCard($"inner product of {artifact.Dimensions} dimensions; the encoder is the artifact's ONNX graph",
                "Levy and Goldberg 2014; Levy, Goldberg and Dagan 2015", ModelCard.Json(options)));
    }

    /// <summary>Any artifact's encoder, fed as the server feeds it: a session that was built by the same updates.</summary>
    sealed class ArtifactEncoder(ModelArtifact artifact) : IHistoryEncoder
    {
        readonly SessionEncoder encoder = new(artifact);

        public void Encode(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories, Span<float> u)
        {
            var inputs = new EncoderInput[histories.Length];
            for (var i = 0; i < inputs.Length; i++) inputs[i] = new EncoderInput(SessionOf(histories[i].Span));
            encoder.Encode(inputs, u);
        }

        SessionState SessionOf(ReadOnlySpan<HistoryEntry> history)
        {
            var state = SessionState.Empty;
            var latest = history[Math.Max(0, history.Length - SessionState.MaxRecent)..];
            foreach (var (row, kind) in latest)
                if (row >= 0)
                    state = SessionUpdater.Apply(state, new ShopEvent(new EventId("history"), kind, new UserId("shopper"), new SessionId("visit"), DateTimeOffset.UnixEpoch)
                    {
                        ItemId = artifact.Vocabulary[row],
                    });
            return state;
        }

        public void Dispose() => encoder.Dispose();
    }
}
