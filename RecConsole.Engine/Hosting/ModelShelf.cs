using RecConsole.Engine.Models;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: fitted models. Out: the one that serves, also after a restart. Each lies in <c>models/KEY-HASH</c> of the data
/// directory and has a row in the registry, which stays when the folder of an old one goes.
/// </summary>
public sealed class ModelShelf(ModelTable registry, ModelStore serving, DataDirectoryLock directory)
{
    /// <summary>Folders that are kept of one key, the newest: a shop that is renewed every few minutes must not fill the disk.</summary>
    public const int KeptPerKey = 3;

    const string Folder = "models";
    const int HashCharacters = 16;

    /// <summary>Lets the published model serve, of whatever kind; returns the length of the log that it knows, or null: there is none.</summary>
    /// <exception cref="BrokenModelException">It is registered, but its folder cannot be read.</exception>
    public long? Restore()
    {
        if (registry.FindPublished() is not { } row) return null;
        serving.Publish(ModelFolder.Open(FullPath(row.Path)));
        return row.LogLength;
    }

    /// <summary>The registered models that are still on the disk, the newest first.</summary>
    public IReadOnlyList<RegisteredModel> ReadKept() => [.. registry.ReadAll().Where(row => Directory.Exists(FullPath(row.Path)))];

    /// <summary>Opens a kept model, beside the one that serves.</summary>
    /// <exception cref="BrokenModelException">Its folder cannot be read.</exception>
    public SessionEncoder Open(RegisteredModel kept) => ModelFolder.Open(FullPath(kept.Path));

    /// <summary>Writes the model to disk; nothing knows of it yet.</summary>
    public void Save(ModelArtifact artifact)
    {
        Directory.CreateDirectory(FullPath(Folder));
        ModelFolder.Save(artifact, FullPath(PathOf(artifact)));
    }

    /// <summary>
    /// Registers a saved model as the published one, and lets it serve: requests under way end with the one before, later ones
    /// (within a second) have this one.
    /// </summary>
    public void Publish(WriteTurn turn, ModelArtifact artifact, long logLength)
    {
        var encoder = new SessionEncoder(artifact); // what cannot be run is not registered
        turn.Commit(connection => ModelTable.Publish(connection, new RegisteredModel
        {
            Hash = artifact.Hash,
            Key = artifact.Key,
            Path = PathOf(artifact),
            TrainedAtTicks = artifact.Training.TrainedAt.UtcTicks,
            LogLength = logLength,
            Metrics = "{}",
        }));
        serving.Publish(encoder);
        foreach (var old in registry.ReadAll().Where(row => row.Key == artifact.Key).Skip(KeptPerKey).Where(row => !row.Published))
            if (Directory.Exists(FullPath(old.Path))) Directory.Delete(FullPath(old.Path), recursive: true);
    }

    /// <summary>What serves now; null before the first.</summary>
    public ModelArtifact? Serving => serving.Current?.Artifact;

    /// <summary>No model serves from now on.</summary>
    public void Retire() => serving.Publish(null);

    string FullPath(string path) => Path.Combine(directory.Directory, path);

    static string PathOf(ModelArtifact artifact) => Path.Combine(Folder, $"{artifact.Key}-{artifact.Hash[..HashCharacters]}");
}
