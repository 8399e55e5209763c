using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RecConsole.Engine.Models;

/// <summary>
/// In: what a fit made. Out: all that serving needs, immutable: the vocabulary, the item embeddings (float [V, d],
/// row-major, all finite), the encoder, how it was trained and what is to be known of it. Stored by <see cref="ModelFolder"/>.
/// </summary>
public sealed class ModelArtifact
{
    const int NameDigits = 12;

    readonly float[] embeddings;
    readonly ModelCard? card;
    string? name;

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

    /// <summary>Which model of the zoo, such as <c>ppmi</c>.</summary>
    public string Key { get; }

    /// <summary>SHA-256 in lower-case hex over key, vocabulary, embeddings, encoder and options: the same content has the same hash.</summary>
    public string Hash { get; }

    /// <summary>What people and logs call the model: its key and the first digits of its hash, such as <c>ppmi-af0631291e54</c>.</summary>
    public string Name => name ??= NameOf(Key, Hash);

    /// <summary>The name of a model of this key and hash.</summary>
    public static string NameOf(string key, string hash) => $"{key}-{hash[..NameDigits]}";

    public ItemVocabulary Vocabulary { get; }

    public int Dimensions { get; }

    /// <summary>[V, d], row-major; row i belongs to <c>Vocabulary[i]</c>. An item without evidence has a row of zeros.</summary>
    public ReadOnlySpan<float> Embeddings => embeddings;

    public EncoderModel Encoder { get; }

    public TrainingRecord Training { get; }

    /// <summary>For people; no part of the hash, which is over what is computed with.</summary>
    [AllowNull]
    public ModelCard Card
    {
        get => card ?? new ModelCard($"inner product of {Dimensions} dimensions", "", Training.Options);
        init => card = value;
    }

    /// <summary>One item's embedding.</summary>
    public ReadOnlySpan<float> EmbeddingOf(int row) => embeddings.AsSpan(row * Dimensions, Dimensions);

    /// <summary>For a program that reads the embeddings in place. Nobody writes to it.</summary>
    internal Memory<float> EmbeddingMemory => embeddings;

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
        return Convert.ToHexStringLower(sha.GetHashAndReset());
    }
}
