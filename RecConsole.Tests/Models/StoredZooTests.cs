using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Sessions;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

/// <summary>Each member of the zoo on disk and back.</summary>
public sealed class StoredZooTests : IDisposable
{
    readonly TemporaryFolder root = new();

    string Folder => root.Combine("models", "one");

    public void Dispose() => root.Dispose();

    [Theory]
    [MemberData(nameof(ModelZooTests.Keys), MemberType = typeof(ModelZooTests))]
    public void Open_AfterSave_SaysTheSameOfEveryShopper(string key)
    {
        var events = History.Clusters(5, 12, 200, seed: 6);
        using var model = ZooCase.FitQuickly(key, events);
        ModelFolder.Save(model.Artifact, Folder);
        using var opened = ModelFolder.Open(Folder);

        Assert.Equal(key, opened.Artifact.Key);
        Assert.Equal(model.Artifact.Hash, opened.Artifact.Hash);
        Assert.Equal(model.Card.Served, opened.Artifact.Card.Served);
        Assert.Equal(model.Card.Options.ToString(), opened.Artifact.Card.Options.ToString());
        Assert.True(model.Artifact.Training.EventCount > 0);
        using var before = new SessionEncoder(model.Artifact);
        foreach (var shopper in events.Take(200).GroupBy(e => e.UserId).Select(own => own.Aggregate(SessionState.Empty, SessionUpdater.Apply)).Append(SessionState.Empty))
            foreach (var page in (ItemId?[])[null, new ItemId("c3-i01")])
                Assert.Equal(Said(before, new EncoderInput(shopper, page)), Said(opened, new EncoderInput(shopper, page)));
    }

    [Theory]
    [MemberData(nameof(ModelZooTests.Keys), MemberType = typeof(ModelZooTests))]
    public void Fit_SameAgain_HasTheSameHashAndOtherEventsAnother(string key)
    {
        var events = History.Clusters(4, 8, 100, seed: 2);
        using var one = ZooCase.FitQuickly(key, events, threads: 1);
        using var again = ZooCase.FitQuickly(key, events, threads: 2);
        Assert.Equal(one.Artifact.Hash, again.Artifact.Hash);
        using var other = ZooCase.FitQuickly(key, [.. events.Skip(40)]);
        Assert.NotEqual(one.Artifact.Hash, other.Artifact.Hash);
    }

    [Fact]
    public void Load_ListsCutShort_SaysSo()
    {
        SaveLists();
        var file = Path.Combine(Folder, "lists.bin");
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..^4]);
        Assert.Matches("lists.bin has \\d+ bytes instead of \\d+", AssertBroken());
    }

    [Theory]
    [InlineData(0, 5)] // a list longer than the vocabulary
    [InlineData(0, -1)]
    [InlineData(12, 9)] // a column outside the vocabulary
    [InlineData(12, 2)] // not ascending
    [InlineData(24, 0x7fc00000)] // not a number
    [InlineData(24, 0)] // another value: only the hash tells
    public void Load_ListsChanged_AreBroken(int at, int bits)
    {
        SaveLists();
        var file = Path.Combine(Folder, "lists.bin");
        var bytes = File.ReadAllBytes(file);
        BitConverter.TryWriteBytes(bytes.AsSpan(at), bits);
        File.WriteAllBytes(file, bytes);
        Assert.Contains("fitted anew", AssertBroken());
    }

    [Fact]
    public void Load_ListsMissing_IsAClearError()
    {
        SaveLists();
        File.Delete(Path.Combine(Folder, "lists.bin"));
        Assert.Contains("lists.bin", AssertBroken());
    }

    [Fact]
    public void Write_LongLists_KeepTheStrongestInUnitsOfTheirMeanSquare()
    {
        const int items = 3000;
        var rng = new Rng(2);
        float[] values = [.. Enumerable.Range(0, items - 1).Select(_ => (float)rng.NextGaussian())];
        var lists = new SparseMatrix([new SparseRow([.. Enumerable.Range(1, items - 1)], values), .. Enumerable.Repeat(new SparseRow([], []), items - 1)], items);
        var artifact = new ModelArtifact("long", new ItemVocabulary(Enumerable.Range(0, items).Select(i => new ItemId($"i{i}"))), lists,
            new EncoderOptions(), new TrainingRecord(ModelCard.Json(0), History.Start, 1));
        using var encoder = new SessionEncoder(artifact);
        var (list, itemOfRow) = (new SessionList(), Enumerable.Range(0, items).Select(row => row % 10 == 7 ? -1 : row).ToArray());
        encoder.Lists!.Write([new HistoryEntry(0, EventKind.View)], itemOfRow, list);

        var expected = Enumerable.Range(1, items - 1).Where(row => row % 10 != 7).OrderByDescending(row => Math.Abs(values[row - 1])).Take(SessionLists.MaxItems).ToArray();
        Assert.Equal(expected, list.Items.ToArray());
        Assert.Equal(1, Math.Sqrt(list.Values.ToArray().Average(value => (double)value * value)), 1e-5);
        Assert.All(expected, item => Assert.Equal(values[item - 1], list.ValueOf(item) * list.Deviation, 1e-5f));

        encoder.Lists.Write([new HistoryEntry(1, EventKind.View)], itemOfRow, list);
        Assert.Equal((0, 0f), (list.Count, list.ValueOf(expected[0])));
    }

    [Fact]
    public void Find_ListModel_GivesTheStrongestOfTheItemsList()
    {
        SaveLists();
        var near = new Neighbours(ModelFolder.Load(Folder));
        Assert.Equal([new Neighbour(new ItemId("c"), 3f), new Neighbour(new ItemId("b"), 1f)], near.Find(new ItemId("a"), 5));
        Assert.Empty(near.Find(new ItemId("b"), 5)); // its list speaks against all
        Assert.Contains("list", near.Measure);
    }

    /// <summary>a: b 1, c 3; b: a -2; c: none. In the file: lengths at 0, columns at 12, values at 24.</summary>
    void SaveLists() => ModelFolder.Save(new ModelArtifact("test", new ItemVocabulary([new ItemId("a"), new ItemId("b"), new ItemId("c")]),
        new SparseMatrix([new SparseRow([1, 2], [1f, 3f]), new SparseRow([0], [-2f]), new SparseRow([], [])], 3),
        new EncoderOptions(), new TrainingRecord(ModelCard.Json(0), History.Start, 3)), Folder);

    string AssertBroken() => Assert.Throws<BrokenModelException>(() => ModelFolder.Load(Folder)).Message;

    /// <summary>u, or the list; of either there is only one.</summary>
    static float[] Said(SessionEncoder encoder, EncoderInput input)
    {
        var u = new float[encoder.Dimensions];
        encoder.Encode(input, u);
        if (encoder.Lists is null) return u;
        var list = new SessionList();
        encoder.Lists.Write(input, Enumerable.Range(0, encoder.Artifact.Vocabulary.Count).ToArray(), list);
        return [.. list.Items.ToArray().Select(item => (float)item), .. list.Values.ToArray()];
    }
}
