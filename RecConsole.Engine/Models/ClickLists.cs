using System.Buffers;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: a session, or the history of an evaluation. Out: what a click model's graph makes of it: the most promising items of the
/// whole catalogue with the calibrated probability of a click as their value; and the same probabilities, and those of a
/// purchase after a click, for items that are named. Nothing where no item of the history is known. Any number of threads may
/// ask at once; a steady state allocates nothing but new answers.
/// </summary>
public sealed class ClickLists : ISessionLists
{
    /// <summary>int64 [B, M] and float [B, M]: rows of the vocabulary, and how probable a click on each is.</summary>
    internal const string TopItems = "top_items", TopClicks = "top_clicks";

    /// <summary>int64 [B, C]: rows that are asked about by name.</summary>
    internal const string Candidates = "candidates";

    /// <summary>float [B, C]: a click, and a purchase after a click; the latter only where the data tell of both.</summary>
    internal const string CandidateClicks = "candidate_clicks", CandidatePurchases = "candidate_purchases";

    readonly EncoderOptions options;
    readonly HistoryReader reader;
    readonly HistoryProgram? program; // null when the model knows no item
    readonly int reach;

    internal ClickLists(ModelArtifact artifact, HistoryReader reader, HistoryProgram? program)
    {
        (options, this.reader, this.program) = (artifact.Encoder.Options, reader, program);
        reach = artifact.Encoder.Options.Reach is >= 1 and <= SessionLists.MaxItems and var items
            ? Math.Min(items, artifact.Vocabulary.Count)
            : throw new ArgumentException($"The click model {artifact.Name} gives {artifact.Encoder.Options.Reach} items; it must be 1 to {SessionLists.MaxItems}.", nameof(artifact));
    }

    /// <summary>Whether the model says how probable a purchase after a click is.</summary>
    public bool HasPurchases => program?.Gives(CandidatePurchases) ?? false;

    public void Write(in EncoderInput input, ReadOnlySpan<int> itemOfRow, SessionList into)
    {
        into.Clear();
        if (program is null) return;
        program.Enter();
        try
        {
            var binding = program.Take(1);
            if (reader.Read(input, program.Rows(binding, 1)) > 0 || options.AnswersUnknown) Write(binding, itemOfRow, into);
            program.Give(binding, 1);
        }
        finally
        {
            program.Leave();
        }
    }

    public void Write(ReadOnlySpan<HistoryEntry> history, ReadOnlySpan<int> itemOfRow, SessionList into)
    {
        into.Clear();
        if (program is null) return;
        program.Enter();
        try
        {
            var binding = program.Take(1);
            if (reader.Read(history, program.Rows(binding, 1)) > 0 || options.AnswersUnknown) Write(binding, itemOfRow, into);
            program.Give(binding, 1);
        }
        finally
        {
            program.Leave();
        }
    }

    /// <summary>How probable a click on each of some items is, and a purchase after it.</summary>
    /// <param name="history">Entries hold vocabulary rows, oldest first.</param>
    /// <param name="rows">Of the vocabulary, each known.</param>
    /// <param name="clicks">As long as the rows.</param>
    /// <param name="purchases">As long as the rows; empty where nobody asks, or the model does not say (<see cref="HasPurchases"/>).</param>
    public void Value(ReadOnlySpan<HistoryEntry> history, ReadOnlySpan<int> rows, Span<float> clicks, Span<float> purchases)
    {
        if (program is null || rows.IsEmpty) throw new ArgumentException("No item is named: there must be one at least, of those that the model knows.", nameof(rows));
        program.Enter();
        try
        {
            var binding = program.Take(1);
            reader.Read(history, program.Rows(binding, 1));
            var named = binding.Input<long>(Candidates, 1, rows.Length);
            for (var i = 0; i < rows.Length; i++) named[i] = rows[i];
            Run(binding, rows.Length);
            binding.Output<float>(CandidateClicks, 1, rows.Length).CopyTo(clicks);
            if (!purchases.IsEmpty) binding.Output<float>(CandidatePurchases, 1, rows.Length).CopyTo(purchases);
            program.Give(binding, 1);
        }
        finally
        {
            program.Leave();
        }
    }

    void Write(ProgramBinding binding, ReadOnlySpan<int> itemOfRow, SessionList into)
    {
        binding.Input<long>(Candidates, 1, 1)[0] = 0; // nobody asks
        Run(binding, candidates: 1);
        var rows = binding.Output<long>(TopItems, 1, reach);
        var places = ArrayPool<ulong>.Shared.Rent(reach);
        var items = ArrayPool<int>.Shared.Rent(reach);
        var values = binding.Output<float>(TopClicks, 1, reach);
        var count = 0;
        for (var place = 0; place < reach; place++)
        {
            items[place] = itemOfRow[(int)rows[place]];
            if (items[place] >= 0) places[count++] = RankKey.Of(values[place], place);
        }
        Array.Sort(places, 0, count);
        into.Fill(places.AsSpan(0, count), values, items);
        ArrayPool<ulong>.Shared.Return(places);
        ArrayPool<int>.Shared.Return(items);
    }

    /// <summary>A program writes all its outputs, so all have memory.</summary>
    void Run(ProgramBinding binding, int candidates)
    {
        binding.Output<long>(TopItems, 1, reach);
        binding.Output<float>(TopClicks, 1, reach);
        binding.Output<float>(CandidateClicks, 1, candidates);
        if (HasPurchases) binding.Output<float>(CandidatePurchases, 1, candidates);
        binding.Run();
    }
}
