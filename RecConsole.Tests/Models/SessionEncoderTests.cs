using System.Text.Json;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Sessions;

namespace RecConsole.Tests.Models;

public sealed class SessionEncoderTests
{
    const int Dimensions = 3;
    static readonly EncoderOptions Options = new() { MaxInteractions = 4, PositionDecay = 0.5f };
    static readonly ModelArtifact Artifact = NewArtifact("a", "b", "c", "d", "e", "f");

    [Fact]
    public void Encode_OneSession_IsTheDecayedMean()
    {
        // newest first: purchase of c (3), view of b (1 x 0.5), click on a (1 x 0.25)
        var session = Session((EventKind.Click, "a"), (EventKind.View, "b"), (EventKind.Purchase, "c"));
        AssertClose(Mean(("c", 3), ("b", 0.5f), ("a", 0.25f)), Encode(new EncoderInput(session)));
    }

    [Fact]
    public void Encode_UnknownItems_DoNotAgeTheOthers()
    {
        var session = Session((EventKind.View, "a"), (EventKind.View, "never seen"), (EventKind.View, "b"));
        AssertClose(Mean(("b", 1), ("a", 0.5f)), Encode(new EncoderInput(session)));
    }

    [Fact]
    public void Encode_NothingKnown_IsExactlyZero()
    {
        Assert.All(Encode(new EncoderInput(SessionState.Empty)), value => Assert.Equal(0, value));
        Assert.All(Encode(new EncoderInput(Session((EventKind.View, "never seen")), new ItemId("nor this"))), value => Assert.Equal(0, value));
    }

    [Fact]
    public void Encode_LongSession_ReadsTheLatest()
    {
        var session = Session([.. "abcdef".Select(item => (EventKind.View, item.ToString()))]);
        AssertClose(Mean(("f", 1), ("e", 0.5f), ("d", 0.25f), ("c", 0.125f)), Encode(new EncoderInput(session)));
    }

    [Fact]
    public void Encode_CurrentItem_IsTheNewest()
    {
        var session = Session((EventKind.View, "a"));
        AssertClose(Mean(("b", 1), ("a", 0.5f)), Encode(new EncoderInput(session, new ItemId("b"))));
    }

    [Fact]
    public void Encode_CurrentItemThatWasLogged_CountsOnce()
    {
        var session = Session((EventKind.View, "a"), (EventKind.AddToCart, "b"));
        AssertClose(Mean(("b", 2), ("a", 0.5f)), Encode(new EncoderInput(session, new ItemId("b"))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(SessionEncoder.MaxBatch + 45)]
    public void Encode_Batch_IsEachSessionByItself(int count)
    {
        using var encoder = new SessionEncoder(Artifact);
        var inputs = Enumerable.Range(0, count)
            .Select(i => new EncoderInput(Session([.. Enumerable.Range(0, i % 6).Select(j => (EventKind.View, "abcdef".Substring((i + j) % 6, 1)))]))).ToArray();
        var together = new float[count * Dimensions];
        encoder.Encode(inputs, together);
        var alone = new float[Dimensions];
        for (var i = 0; i < count; i++)
        {
            encoder.Encode(inputs[i], alone);
            AssertClose(alone, together[(i * Dimensions)..((i + 1) * Dimensions)]);
        }
    }

    [Fact]
    public void Encode_ManyThreads_DoNotMixUp()
    {
        using var encoder = new SessionEncoder(Artifact);
        Parallel.For(0, 2000, i =>
        {
            var item = "abcdef".Substring(i % 6, 1);
            var u = new float[Dimensions];
            encoder.Encode(new EncoderInput(Session((EventKind.View, item))), u);
            AssertClose(Mean((item, 1)), u);
        });
    }

    [Fact]
    public void Encode_SteadyState_AllocatesNothing()
    {
        using var encoder = new SessionEncoder(Artifact);
        var input = new EncoderInput(Session((EventKind.View, "a"), (EventKind.View, "b")));
        var u = new float[Dimensions];
        for (var i = 0; i < 200; i++) encoder.Encode(input, u);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++) encoder.Encode(input, u);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Encode_ModelWithoutItems_IsZero()
    {
        using var encoder = new SessionEncoder(NewArtifact());
        var u = new float[] { 1, 1, 1 };
        encoder.Encode(new EncoderInput(Session((EventKind.View, "a"))), u);
        Assert.Equal([0f, 0f, 0f], u);
    }

    [Fact]
    public void Dispose_WhileOthersEncode_TheyFinishOrAreTold()
    {
        for (var round = 0; round < 20; round++)
        {
            var encoder = new SessionEncoder(Artifact);
            var input = new EncoderInput(Session((EventKind.View, "a")));
            Parallel.For(0, 200, i =>
            {
                var u = new float[Dimensions];
                if (i == 100) encoder.Dispose();
                try { encoder.Encode(input, u); }
                catch (ObjectDisposedException) { return; }
                AssertClose(Mean(("a", 1)), u);
            });
            Assert.Throws<ObjectDisposedException>(() => encoder.Encode(input, new float[Dimensions]));
            encoder.Dispose();
        }
    }

    [Fact]
    public void Encode_OutputOfAnotherLength_IsRefused()
    {
        using var encoder = new SessionEncoder(Artifact);
        Assert.Contains("need 3 floats", Assert.Throws<ArgumentException>(() => encoder.Encode(new EncoderInput(SessionState.Empty), new float[2])).Message);
    }

    static float[] Encode(EncoderInput input)
    {
        using var encoder = new SessionEncoder(Artifact);
        var u = new float[Dimensions];
        encoder.Encode(input, u);
        return u;
    }

    static float[] Mean(params (string Item, float Weight)[] items)
    {
        var mean = new float[Dimensions];
        foreach (var (item, weight) in items)
            for (var c = 0; c < Dimensions; c++)
                mean[c] += weight * Artifact.EmbeddingOf(Artifact.Vocabulary.IndexOf(new ItemId(item)))[c] / items.Sum(other => other.Weight);
        return mean;
    }

    static SessionState Session(params (EventKind Kind, string Item)[] interactions)
    {
        var history = new History();
        foreach (var (kind, item) in interactions) history.Add("u", "s", kind, item);
        return history.Events.Aggregate(SessionState.Empty, SessionUpdater.Apply);
    }

    static ModelArtifact NewArtifact(params string[] items) => new("test", new ItemVocabulary(items.Select(id => new ItemId(id))), Dimensions,
        [.. Enumerable.Range(0, items.Length * Dimensions).Select(i => MathF.Sin(i + 1))],
        DecayedMeanEncoder.Create(Options), new TrainingRecord(JsonSerializer.SerializeToElement(Options), History.Start, 0));

    static void AssertClose(float[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-5f);
    }
}
