using System.Numerics;
using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: sessions, or the histories of an evaluation. Out: u, one vector of <see cref="Dimensions"/> floats each, by the artifact's
/// encoder on ONNX Runtime; exactly zero where the model knows none of the items (but see
/// <see cref="EncoderOptions.AnswersUnknown"/>). Of a sparse term there is no u, but <see cref="Lists"/>. Any number of threads may
/// encode at once, and a steady state allocates nothing. Dispose may come while others encode: those that have begun finish,
/// later calls throw.
/// </summary>
public sealed class SessionEncoder : IHistoryEncoder
{
    /// <summary>Sessions of one run; longer requests take several.</summary>
    public const int MaxBatch = HistoryProgram.MaxBatch;

    readonly ModelArtifact artifact;
    readonly EncoderOptions options;
    readonly HistoryProgram? program; // null when the model knows no item (there is nothing to gather from) and when it has lists
    readonly HistoryReader reader;

    /// <exception cref="InvalidDataException">ONNX Runtime does not accept the graph.</exception>
    /// <exception cref="ArgumentException">The graph asks for something that a server does not give, or does not give what it must.</exception>
    public SessionEncoder(ModelArtifact artifact, ProgramOptions? programOptions = null)
    {
        this.artifact = artifact;
        options = artifact.Encoder.Options;
        reader = new HistoryReader(artifact.Vocabulary, options);
        if (artifact.Lists is not null) Lists = new SessionLists(artifact);
        else if (artifact.IsClickModel) Lists = new ClickLists(artifact, reader, program = Open(ClickLists.TopItems, ClickLists.TopClicks, ClickLists.CandidateClicks));
        else program = Open("u");

        HistoryProgram? Open(params ReadOnlySpan<string> outputs) => artifact.Vocabulary.Count == 0 ? null : new HistoryProgram(artifact, programOptions, outputs);
    }

    public ModelArtifact Artifact => artifact;

    /// <summary>0 where the model is a sparse term: then there is nothing to encode, and <see cref="Lists"/> has what it says of a session.</summary>
    public int Dimensions => artifact.Dimensions;

    /// <summary>The sparse term of a session; null where the model is an inner product.</summary>
    public ISessionLists? Lists { get; }

    /// <summary>Encodes one session into <paramref name="u"/>, [d].</summary>
    public void Encode(in EncoderInput input, Span<float> u) => Encode(new ReadOnlySpan<EncoderInput>(in input), u);

    /// <summary>Encodes sessions into <paramref name="u"/>, [B, d] row-major.</summary>
    /// <exception cref="ArgumentException"><paramref name="u"/> has another length than B x d.</exception>
    /// <exception cref="ObjectDisposedException">Another encoder has taken this one's place: take the current one.</exception>
    public void Encode(ReadOnlySpan<EncoderInput> inputs, Span<float> u) => Encode(new Shoppers(inputs), u);

    /// <summary>Encodes histories (entries hold vocabulary rows) into <paramref name="u"/>, [B, d], as if a server had seen them happen.</summary>
    public void Encode(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories, Span<float> u) => Encode(new Shoppers(histories), u);

    void Encode(in Shoppers shoppers, Span<float> u)
    {
        if (u.Length != shoppers.Count * Dimensions)
            throw new ArgumentException($"{shoppers.Count} sessions need {shoppers.Count * Dimensions} floats, not {u.Length}.", nameof(u));
        if (program is null || artifact.IsSparse)
        {
            u.Clear();
            return;
        }
        program.Enter();
        try
        {
            for (var start = 0; start < shoppers.Count; start += MaxBatch)
            {
                var count = Math.Min(MaxBatch, shoppers.Count - start);
                EncodeBatch(program, shoppers, start, count, u.Slice(start * Dimensions, count * Dimensions));
            }
        }
        finally
        {
            program.Leave();
        }
    }

    public void Dispose() => program?.Dispose();

    void EncodeBatch(HistoryProgram running, in Shoppers shoppers, int start, int count, Span<float> u)
    {
        var rounded = (int)BitOperations.RoundUpToPowerOf2((uint)count);
        var length = reader.Length;
        var binding = running.Take(rounded);
        var batch = running.Rows(binding, rounded);
        var output = binding.Output<float>("u", rounded, Dimensions);
        // what the graph does not ask for is written all the same where the reader needs it to know what it has read
        Span<long> ownItems = stackalloc long[batch.Items.IsEmpty ? length : 0];
        Span<float> ownWeights = stackalloc float[batch.Weights.IsEmpty ? length : 0];
        Span<bool> isKnown = stackalloc bool[count];
        for (var i = 0; i < count; i++)
            isKnown[i] = shoppers.Read(reader, start + i, new HistoryRows(
                batch.Items.IsEmpty ? ownItems : batch.Items.Slice(i * length, length),
                batch.Weights.IsEmpty ? ownWeights : batch.Weights.Slice(i * length, length),
                batch.Kinds.IsEmpty ? default : batch.Kinds.Slice(i * length, length),
                batch.Gaps.IsEmpty ? default : batch.Gaps.Slice(i * length, length))) > 0;
        binding.Run();
        output[..u.Length].CopyTo(u);
        for (var i = 0; i < count && !options.AnswersUnknown; i++)
            if (!isKnown[i]) u.Slice(i * Dimensions, Dimensions).Clear();
        running.Give(binding, rounded);
    }

    /// <summary>Who is encoded: sessions, or histories.</summary>
    readonly ref struct Shoppers
    {
        readonly ReadOnlySpan<EncoderInput> inputs;
        readonly ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories;

        public Shoppers(ReadOnlySpan<EncoderInput> inputs) => this.inputs = inputs;

        public Shoppers(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories) => this.histories = histories;

        public int Count => inputs.Length + histories.Length;

        public int Read(HistoryReader reader, int index, in HistoryRows into) =>
            inputs.IsEmpty ? reader.Read(histories[index].Span, into) : reader.Read(inputs[index], into);
    }
}
