using System.Text.Json;

namespace RecConsole.Engine.Models.Content;

/// <summary>
/// A tower in the folder of its model: <c>content.json</c> (what it reads of items, how much it explains) and <c>content.onnx</c>.
/// Bytes: 4 (features x hidden + hidden x d), 2.6 MB for 5,000 features and 64 dimensions. It is made after the model and from it,
/// so that a folder without one, or with one that cannot be read, only means that it is fitted anew.
/// </summary>
public static class ContentTowerFile
{
    const string TextFile = "content.json";
    const string GraphFile = "content.onnx";

    /// <param name="folder">Of the model; where there is none (any more) nothing is kept.</param>
    public static void Save(ContentTower tower, string folder)
    {
        if (!Directory.Exists(folder)) return;
        File.WriteAllBytes(Path.Combine(folder, GraphFile), tower.Graph);
        var text = new Kept(tower.Model.Hash, [.. tower.Features.Kept], [.. tower.Features.PriceEdges], tower.Explained, tower.KnownItems);
        File.WriteAllBytes(Path.Combine(folder, TextFile), JsonSerializer.SerializeToUtf8Bytes(text, JsonSerializerOptions.Web));
    }

    /// <summary>Null where none is kept, or none of this model that can be read.</summary>
    public static ContentTower? Load(ModelArtifact model, string folder)
    {
        try
        {
            if (!File.Exists(Path.Combine(folder, TextFile)) || !File.Exists(Path.Combine(folder, GraphFile))) return null;
            var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(Path.Combine(folder, TextFile)), JsonSerializerOptions.Web);
            if (kept?.Model != model.Hash) return null;
            return new ContentTower(model, new ItemFeatures(kept.Features, kept.PriceEdges), File.ReadAllBytes(Path.Combine(folder, GraphFile)), kept.Explained, kept.KnownItems);
        }
        catch (Exception broken) when (broken is JsonException or IOException or InvalidDataException or ArgumentException)
        {
            return null;
        }
    }

    sealed record Kept(string Model, string[] Features, decimal[] PriceEdges, double Explained, int KnownItems);
}
