using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: what a fit made. Out: all that serving needs, immutable: the vocabulary; for an inner product the item embeddings (float
/// [V, d], row-major, all finite) and the encoder, for a sparse term a list of other items for each item or a graph that gives a
/// shopper's list itself; how it was trained and what is to be known of it. Stored by <see cref="ModelFolder"/>.
/// </summary>
public sealed class ModelArtifact
{
    const int NameDigits = 12;

    readonly float[] embeddings;
    readonly ModelCard? card;
    string? name;

    /// <summary>An inner product.</summary>
    /// <exception cref="ArgumentException">The embeddings have another size than the vocabulary asks for, or a value is not finite.</exception>
    public ModelArtifact(string key, ItemVocabulary vocabulary, int dimensions, float[] embeddings, EncoderModel encoder, TrainingRecord training)
    {
        if (dimensions < 1) throw new ArgumentException($"Embeddings have at least one dimension, not {dimensions}.", nameof(dimensions));
        if (embeddings.LongLength != (long)vocabulary.Count * dimensions)
            throw new ArgumentException($"{vocabulary.Count} items of {dimensions} dimensions need {(long)vocabulary.Count * dimensions} numbers, not {embeddings.Length}.", nameof(embeddings));
        foreach (var value in embeddings)
            if (!float.IsFinite(value)) throw new ArgumentException("An embedding holds a number that is not finite.", nameof(embeddings));
        encoder.Options.Validate();
        (Key, Vocabulary, Dimensions, this.embeddings, Encoder, Training) = (key, vocabulary, dimensions, embeddings, encoder, training);
        Hash = ComputeHash();
    }

    /// <summary>A sparse term: row i of the lists [V, V] holds what an interaction with item i speaks for, and how much.</summary>
    /// <param name="reading">Which interactions are read, and how they are weighed.</param>
    /// <exception cref="ArgumentException">The lists have another size than the vocabulary asks for, columns that do not ascend, or a value that is not finite.</exception>
    public ModelArtifact(string key, ItemVocabulary vocabulary, SparseMatrix lists, EncoderOptions reading, TrainingRecord training)
    {
        if (lists.RowCount != vocabulary.Count || lists.ColumnCount != vocabulary.Count)
            throw new ArgumentException($"{vocabulary.Count} items need as many lists of them, not {lists.RowCount} x {lists.ColumnCount}.", nameof(lists));
        for (var row = 0; row < lists.RowCount; row++)
            if (Problem(lists[row], vocabulary.Count) is { } problem) throw new ArgumentException($"The list of item '{vocabulary[row]}' {problem}.", nameof(lists));
        reading.Validate();
        (Key, Vocabulary, embeddings, Lists, Encoder, Training) = (key, vocabulary, [], lists, new EncoderModel([], reading), training);
        Hash = ComputeHash();
    }

    /// <summary>A sparse term by a click model: its graph gives the items and how probable a click on each is (<see cref="EncoderModel"/>).</summary>
    /// <exception cref="ArgumentException">There is no graph.</exception>
    public ModelArtifact(string key, ItemVocabulary vocabulary, EncoderModel clicks, TrainingRecord training)
    {
        if (clicks.Graph.Length == 0) throw new ArgumentException("A click model needs a graph that gives items and their probabilities.", nameof(clicks));
        clicks.Options.Validate();
        (Key, Vocabulary, embeddings, Encoder, Training) = (key, vocabulary, [], clicks, training);
        Hash = ComputeHash();
    }

    /// <summary>Which model of the zoo, such as <c>ppmi</c>.</summary>
    public string Key { get; }

    /// <summary>SHA-256 in lower-case hex over key, vocabulary, embeddings or lists, encoder and options: the same content has the same hash.</summary>
    public string Hash { get; }

    /// <summary>What people and logs call the model: its key and the first digits of its hash, such as <c>ppmi-af0631291e54</c>.</summary>
    public string Name => name ??= NameOf(Key, Hash);

    /// <summary>The name of a model of this key and hash.</summary>
    public static string NameOf(string key, string hash) => $"{key}-{hash[..NameDigits]}";

    public ItemVocabulary Vocabulary { get; }

    /// <summary>d; 0 where the model is a sparse term.</summary>
    public int Dimensions { get; }

    /// <summary>Whether a shopper comes to a list of items with values, not to a vector.</summary>
    public bool IsSparse => Dimensions == 0;

    /// <summary>Whether the graph gives that list, with probabilities of a click.</summary>
    public bool IsClickModel => IsSparse && Lists is null;

    /// <summary>The sparse term's lists; null where the model is an inner product or a click model.</summary>
    public SparseMatrix? Lists { get; }

    /// <summary>[V, d], row-major; row i belongs to <c>Vocabulary[i]</c>. An item without evidence has a row of zeros.</summary>
    public ReadOnlySpan<float> Embeddings => embeddings;

    /// <summary>Lists have no graph: only its options are read then.</summary>
    public EncoderModel Encoder { get; }

    public TrainingRecord Training { get; }

    /// <summary>For people; no part of the hash, which is over what is computed with.</summary>
    [AllowNull]
    public ModelCard Card
    {
        get => card ?? new ModelCard(IsSparse ? "sparse term" : $"inner product of {Dimensions} dimensions", "", Training.Options);
        init => card = value;
    }

    /// <summary>One item's embedding.</summary>
    public ReadOnlySpan<float> EmbeddingOf(int row) => embeddings.AsSpan(row * Dimensions, Dimensions);

    /// <summary>For a program that reads the embeddings in place. Nobody writes to it.</summary>
    internal Memory<float> EmbeddingMemory => embeddings;

    static string? Problem(SparseRow list, int count)
    {
        if (list.Columns.Length != list.Values.Length) return $"has {list.Columns.Length} items and {list.Values.Length} values";
        for (var i = 0; i < list.Columns.Length; i++)
        {
            if ((uint)list.Columns[i] >= (uint)count || i > 0 && list.Columns[i] <= list.Columns[i - 1]) return "does not name items of the vocabulary in ascending order";
            if (!float.IsFinite(list.Values[i])) return "holds a number that is not finite";
        }
        return null;
    }

    string ComputeHash()
    {
        using var sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        void Append(ReadOnlySpan<byte> bytes)
        {
            // Each part is led by its length, so that no two contents run into the same bytes.
            Span<byte> length = stackalloc byte[sizeof(long)];
            System.Buffers.Binary.BinaryPrimitives.WriteInt64LittleEndian(length, bytes.Length);
            sha.AppendData(length);
            sha.AppendData(bytes);
        }
        Append(Encoding.UTF8.GetBytes(Key));
        foreach (var item in Vocabulary.Items) Append(Encoding.UTF8.GetBytes(item.Value));
        Append(MemoryMarshal.AsBytes(Embeddings));
        Append(Encoder.Graph);
        Append(JsonSerializer.SerializeToUtf8Bytes(Encoder.Options));
        Append(JsonSerializer.SerializeToUtf8Bytes(Training.Options));
        for (var row = 0; row < Lists?.RowCount; row++)
        {
            Append(MemoryMarshal.AsBytes<int>(Lists[row].Columns));
            Append(MemoryMarshal.AsBytes<float>(Lists[row].Values));
        }
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
