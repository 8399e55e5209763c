using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Models;

/// <summary>
/// A model on disk: <c>model.json</c> (key, hash, items, options, card) and, of an inner product, <c>embeddings.bin</c> (float32,
/// little-endian, [V, d]) and <c>encoder.onnx</c>, of a sparse term <c>lists.bin</c> (<see cref="ListFile"/>) or, of a click model, <c>encoder.onnx</c> alone. Written beside the folder and renamed into place, so that a reader finds the earlier model, the new
/// one, or (between two renames) the earlier one under its other name: never half of one.
/// </summary>
public static class ModelFolder
{
    const string ModelFile = "model.json";
    const string EmbeddingsFile = "embeddings.bin";
    const string EncoderFile = "encoder.onnx";
    const string ListsFile = "lists.bin";
    const string NewSuffix = ".new";
    const string EarlierSuffix = ".earlier";

    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Whether a model lies there.</summary>
    public static bool Exists(string folder) => Directory.Exists(folder) || Directory.Exists(Normalize(folder) + EarlierSuffix);

    /// <summary>Puts the model in the place of what the folder held. One writer at a time.</summary>
    public static void Save(ModelArtifact artifact, string folder)
    {
        folder = Normalize(folder);
        var (fresh, earlier) = (folder + NewSuffix, folder + EarlierSuffix);
        Remove(fresh);
        Directory.CreateDirectory(fresh);
        var description = new Description(artifact.Key, artifact.Hash, artifact.Dimensions, artifact.Encoder.Options,
            artifact.Training, [.. artifact.Vocabulary.Items.ToArray().Select(item => item.Value)], artifact.Card) { IsClickModel = artifact.IsClickModel };
        Write(Path.Combine(fresh, ModelFile), JsonSerializer.SerializeToUtf8Bytes(description, Json));
        if (artifact.Lists is { } lists) ListFile.Write(Path.Combine(fresh, ListsFile), lists);
        else Write(Path.Combine(fresh, EncoderFile), artifact.Encoder.Graph);
        if (!artifact.IsSparse) Write(Path.Combine(fresh, EmbeddingsFile), MemoryMarshal.AsBytes(artifact.Embeddings));
        if (Directory.Exists(folder))
        {
            Remove(earlier);
            Directory.Move(folder, earlier);
        }
        Directory.Move(fresh, folder);
        Remove(earlier);
    }

    /// <exception cref="BrokenModelException">A file is missing, cut short, changed or not what it should be.</exception>
    public static ModelArtifact Load(string folder)
    {
        folder = Normalize(folder);
        if (!Directory.Exists(folder) && Directory.Exists(folder + EarlierSuffix)) folder += EarlierSuffix;
        try
        {
            var description = JsonSerializer.Deserialize<Description>(File.ReadAllBytes(Path.Combine(folder, ModelFile)), Json)
                ?? throw new BrokenModelException(folder, $"{ModelFile} is empty");
            var artifact = Read(folder, description);
            return artifact.Hash == description.Hash
                ? artifact
                : throw new BrokenModelException(folder, $"its content has the hash {artifact.Hash}, not {description.Hash} as written");
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FileNotFoundException or DirectoryNotFoundException or InvalidDataException)
        {
            throw new BrokenModelException(folder, error.Message.TrimEnd('.'), error);
        }
    }

    static ModelArtifact Read(string folder, Description description)
    {
        var vocabulary = new ItemVocabulary(description.Items.Select(id => new ItemId(id)));
        EncoderModel Encoder() => new(File.ReadAllBytes(Path.Combine(folder, EncoderFile)), description.Encoder);
        if (description.IsClickModel) return new ModelArtifact(description.Key, vocabulary, Encoder(), description.Training) { Card = description.Card };
        // without dimensions there is no inner product
        if (description.Dimensions == 0)
            return new ModelArtifact(description.Key, vocabulary, ListFile.Read(Path.Combine(folder, ListsFile), vocabulary.Count), description.Encoder, description.Training) { Card = description.Card };
        var bytes = File.ReadAllBytes(Path.Combine(folder, EmbeddingsFile));
        var expected = (long)description.Items.Length * description.Dimensions * sizeof(float);
        if (bytes.Length != expected) throw new InvalidDataException($"{EmbeddingsFile} has {bytes.Length} bytes instead of {expected}");
        return new ModelArtifact(description.Key, vocabulary, description.Dimensions, MemoryMarshal.Cast<byte, float>(bytes).ToArray(),
            Encoder(), description.Training) { Card = description.Card };
    }

    /// <summary>The model, ready to serve.</summary>
    /// <exception cref="BrokenModelException">As of <see cref="Load"/>; also when its encoder cannot be run here.</exception>
    public static SessionEncoder Open(string folder, ProgramOptions? options = null)
    {
        var artifact = Load(folder);
        try
        {
            return new SessionEncoder(artifact, options);
        }
        catch (Exception error) when (error is InvalidDataException or ArgumentException)
        {
            throw new BrokenModelException(folder, error.Message.TrimEnd('.'), error);
        }
    }

    static string Normalize(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));

    static void Write(string path, ReadOnlySpan<byte> content)
    {
        using var file = File.Create(path);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    static void Remove(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    sealed record Description(string Key, string Hash, int Dimensions, EncoderOptions Encoder, TrainingRecord Training, string[] Items, ModelCard? Card = null)
    {
        /// <summary>Written only where it holds: models that were stored before there were such have no line of it.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        public bool IsClickModel { get; init; }
    }
}
