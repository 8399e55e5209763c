using Microsoft.Data.Sqlite;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;
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

    /// <summary>The same for models that never served.</summary>
    public const int KeptCandidatesPerKey = 5;

    const string Folder = "models";
    const int HashCharacters = 16;

    /// <summary>Lets the published model serve, of whatever kind; null: there is none.</summary>
    /// <exception cref="BrokenModelException">It is registered, but its folder cannot be read.</exception>
    public RegisteredModel? Restore()
    {
        if (registry.FindPublished() is not { } row) return null;
        serving.Publish(ModelFolder.Open(FullPath(row.Path)));
        return row;
    }

    /// <summary>The registered models that are still on the disk, the newest first.</summary>
    public IReadOnlyList<RegisteredModel> ReadKept() => [.. registry.ReadAll().Where(IsKept)];

    /// <summary>Opens a kept model, beside the one that serves.</summary>
    /// <exception cref="BrokenModelException">Its folder cannot be read.</exception>
    public SessionEncoder Open(RegisteredModel kept) => ModelFolder.Open(FullPath(kept.Path));

    /// <summary>Reads a kept model.</summary>
    /// <exception cref="BrokenModelException">Its folder cannot be read.</exception>
    public ModelArtifact Load(RegisteredModel kept) => ModelFolder.Load(FullPath(kept.Path));

    /// <summary>The tower that is kept with a model; null where there is none.</summary>
    public ContentTower? LoadTower(ModelArtifact model) => ContentTowerFile.Load(model, FullPath(PathOf(model)));

    /// <summary>Keeps a tower with its model, as long as that is kept.</summary>
    public void Save(ContentTower tower) => ContentTowerFile.Save(tower, FullPath(PathOf(tower.Model)));

    /// <summary>Writes the model to disk; nothing knows of it yet.</summary>
    public void Save(ModelArtifact artifact)
    {
        Directory.CreateDirectory(FullPath(Folder));
        ModelFolder.Save(artifact, FullPath(PathOf(artifact)));
    }

    /// <summary>
    /// Registers a saved model as the published one that nobody chose, and lets it serve: requests under way end with the one before,
    /// later ones (within a second) have this one.
    /// </summary>
    public void Publish(WriteTurn turn, ModelArtifact artifact, long logLength)
    {
        var encoder = new SessionEncoder(artifact); // what cannot be run is not registered
        turn.Commit(connection => ModelTable.Publish(connection, RowOf(artifact, logLength), isPromoted: false));
        serving.Publish(encoder);
        Clear(registry.ReadAll().Where(row => row.Key == artifact.Key && row.PublishedOrder is not null).Skip(KeptPerKey));
    }

    /// <summary>Registers a saved model as one that may serve, together with what the caller writes of it.</summary>
    public void Add(WriteTurn turn, ModelArtifact artifact, long logLength, Action<SqliteConnection> alongside)
    {
        turn.Commit(connection =>
        {
            ModelTable.Add(connection, RowOf(artifact, logLength));
            alongside(connection);
        });
        Clear(registry.ReadAll().Where(row => row.Key == artifact.Key && row.PublishedOrder is null).Skip(KeptCandidatesPerKey));
    }

    /// <summary>Lets a kept model serve, as <see cref="Publish"/> does, together with what the caller writes of it.</summary>
    /// <param name="encoder">The model, opened; the shelf has it from now on.</param>
    public void Promote(WriteTurn turn, RegisteredModel kept, SessionEncoder encoder, Action<SqliteConnection> alongside)
    {
        turn.Commit(connection =>
        {
            ModelTable.Publish(connection, kept, isPromoted: true);
            alongside(connection);
        });
        serving.Publish(encoder);
    }

    /// <summary>Whether its folder is still there.</summary>
    public bool IsKept(RegisteredModel model) => Directory.Exists(FullPath(model.Path));

    void Clear(IEnumerable<RegisteredModel> old)
    {
        foreach (var row in old.Where(row => !row.Published))
            if (IsKept(row)) Directory.Delete(FullPath(row.Path), recursive: true);
    }

    static RegisteredModel RowOf(ModelArtifact artifact, long logLength) => new()
    {
        Hash = artifact.Hash,
        Key = artifact.Key,
        Path = PathOf(artifact),
        TrainedAtTicks = artifact.Training.TrainedAt.UtcTicks,
        LogLength = logLength,
        Metrics = "{}",
    };

    /// <summary>What serves now; null before the first.</summary>
    public ModelArtifact? Serving => serving.Current?.Artifact;

    /// <summary>No model serves from now on.</summary>
    public void Retire() => serving.Publish(null);

    string FullPath(string path) => Path.Combine(directory.Directory, path);

    static string PathOf(ModelArtifact artifact) => Path.Combine(Folder, $"{artifact.Key}-{artifact.Hash[..HashCharacters]}");
}
