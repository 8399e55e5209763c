using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

public sealed class ModelFolderTests : IDisposable
{
    static readonly DateTimeOffset TrainedAt = new(2026, 5, 4, 3, 2, 1, TimeSpan.Zero);

    readonly TemporaryFolder root = new();

    string Folder => root.Combine("models", "ppmi");

    public void Dispose() => root.Dispose();

    [Fact]
    public void Load_AfterSave_IsTheSameArtifact()
    {
        var saved = Fit(seed: 1);
        ModelFolder.Save(saved, Folder);
        var loaded = ModelFolder.Load(Folder);
        Assert.Equal(saved.Hash, loaded.Hash);
        Assert.Equal(saved.Key, loaded.Key);
        Assert.Equal(saved.Dimensions, loaded.Dimensions);
        Assert.Equal(saved.Embeddings.ToArray(), loaded.Embeddings.ToArray());
        Assert.Equal(saved.Vocabulary.Items.ToArray(), loaded.Vocabulary.Items.ToArray());
        Assert.Equal(saved.Encoder.Graph, loaded.Encoder.Graph);
        Assert.Equal(saved.Encoder.Options, loaded.Encoder.Options);
        Assert.Equal(TrainedAt, loaded.Training.TrainedAt);
        Assert.Equal(saved.Training.EventCount, loaded.Training.EventCount);
        using var encoder = new SessionEncoder(loaded);
        Assert.Equal(saved.Dimensions, encoder.Dimensions);
    }

    [Fact]
    public void Save_OverAnother_ReplacesItAndLeavesNothingBehind()
    {
        ModelFolder.Save(Fit(seed: 1), Folder);
        var second = Fit(seed: 2);
        ModelFolder.Save(second, Folder);
        Assert.Equal(second.Hash, ModelFolder.Load(Folder).Hash);
        Assert.Equal([Folder], Directory.GetDirectories(root.Combine("models")));
    }

    [Fact]
    public void Save_AfterOneThatDied_Succeeds()
    {
        Directory.CreateDirectory(Folder + ".new");
        File.WriteAllText(Path.Combine(Folder + ".new", "model.json"), "half");
        var artifact = Fit(seed: 1);
        ModelFolder.Save(artifact, Folder);
        Assert.Equal(artifact.Hash, ModelFolder.Load(Folder).Hash);
    }

    [Fact]
    public void Load_DiedBetweenTheRenames_FindsTheEarlier()
    {
        var artifact = Fit(seed: 1);
        ModelFolder.Save(artifact, Folder);
        Directory.Move(Folder, Folder + ".earlier");
        Assert.True(ModelFolder.Exists(Folder + "/"));
        Assert.Equal(artifact.Hash, ModelFolder.Load(Folder).Hash);
    }

    [Fact]
    public void Save_EmptyModel_LoadsAgain()
    {
        var empty = PpmiModel.Fit([], new PpmiOptions(), new Rng(1), TimeProvider.System, null, default);
        ModelFolder.Save(empty, Folder);
        Assert.Equal(empty.Hash, ModelFolder.Load(Folder).Hash);
    }

    [Fact]
    public void Load_EmbeddingsCutShort_SaysSo()
    {
        ModelFolder.Save(Fit(seed: 1), Folder);
        var file = Path.Combine(Folder, "embeddings.bin");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^4]);
        Assert.Matches("embeddings.bin has \\d+ bytes instead of \\d+", AssertBroken());
    }

    [Fact]
    public void Load_ChangedByte_IsFoundByTheHash()
    {
        ModelFolder.Save(Fit(seed: 1), Folder);
        var file = Path.Combine(Folder, "embeddings.bin");
        var bytes = File.ReadAllBytes(file);
        bytes[0] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.Contains("hash", AssertBroken());
    }

    [Theory]
    [InlineData("model.json", "{ not json")]
    [InlineData("model.json", "null")]
    [InlineData("model.json", "{}")]
    [InlineData("model.json", """{"key":"ppmi","hash":"","dimensions":8,"encoder":null,"training":null,"items":null}""")]
    [InlineData("model.json", """{"key":"ppmi","hash":"","dimensions":-8,"encoder":{},"training":{"options":{},"trainedAt":"2026-05-04T00:00:00Z","eventCount":1},"items":[]}""")]
    [InlineData("model.json", null)]
    [InlineData("embeddings.bin", null)]
    [InlineData("encoder.onnx", null)]
    public void Load_FileMissingOrNonsense_IsAClearError(string file, string? content)
    {
        ModelFolder.Save(Fit(seed: 1), Folder);
        if (content is null) File.Delete(Path.Combine(Folder, file));
        else File.WriteAllText(Path.Combine(Folder, file), content);
        Assert.Contains("fitted anew", AssertBroken());
    }

    [Fact]
    public void Load_NoFolder_IsAClearError()
    {
        Assert.False(ModelFolder.Exists(Folder));
        Assert.Contains(Folder, AssertBroken());
    }

    string AssertBroken() => Assert.Throws<BrokenModelException>(() => ModelFolder.Load(Folder)).Message;

    static ModelArtifact Fit(ulong seed) =>
        PpmiModel.Fit(History.Clusters(3, 8, 100, seed), new PpmiOptions { Dimensions = 8 }, new Rng(seed), new FixedTime(), null, default);

    sealed class FixedTime : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => TrainedAt;
    }
}
