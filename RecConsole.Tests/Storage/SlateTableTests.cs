using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Storage;

public sealed class SlateTableTests : IDisposable
{
    static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    readonly TemporaryFolder folder = new();
    readonly Database database;
    readonly SlateTable table;
    readonly Rng rng = new(3);

    public SlateTableTests()
    {
        database = Database.Open(folder.Path, TimeProvider.System);
        table = new SlateTable(database);
    }

    public void Dispose()
    {
        database.Dispose();
        folder.Dispose();
    }

    LoggedSlate Slate(int number, bool sampled, int top = 200)
    {
        const int columns = 16;
        var at = Start.AddSeconds(number);
        return new LoggedSlate(new SlateRecord(SlateId.NewTimeOrdered(at), at, "home", "default", "0123456789abcdef", "ppmi-0123456789ab")
        {
            UserId = new UserId($"shopper-{number}"),
            SessionId = number % 2 == 0 ? new SessionId($"visit-{number}") : null,
            Seed = rng.NextUInt64(),
            Simulated = number % 3 == 0,
            Lab = number % 3 == 1,
            Teams = number % 4 == 1 ? [.. Enumerable.Range(0, 10).Select(i => (DraftTeam)(i % 3))] : [],
            Degraded = number % 5 == 0 ? ["caps leave 1 of 10 slots empty"] : [],
            LatencyMicros = 812,
            Device = number % 4 == 0 ? null : "phone", // the context says so
            Slots = [.. Enumerable.Range(0, 10).Select(i => new SlateSlot(new ItemId($"item-{rng.NextInt(1000)}"), i + 1, (float)rng.NextGaussian(), rng.NextDouble()))],
        }, number % 4 == 0 ? RequestContext.None : new RequestContext { Category = "Shoes", ItemId = new ItemId("i\"9"), Device = "phone" })
        {
            Wanted = 10,
            Exclude = number % 2 == 0 ? [] : [new ItemId("a"), new ItemId("b")],
            Explored = number % 7 == 0,
            Replays = 64,
            Encoding = Enumerable.Range(0, 64).Select(_ => (float)rng.NextGaussian()).ToArray(),
            Sample = !sampled ? null : new SlateSample([.. Enumerable.Range(0, columns).Select(c => $"column{c}")],
                [.. Enumerable.Range(0, top).Select(i => new ItemId($"item-{i}"))],
                [.. Enumerable.Range(0, top).Select(_ => (float)rng.NextGaussian())],
                [.. Enumerable.Range(0, top * columns).Select(_ => (float)rng.NextGaussian())],
                [new SampledPin(new ItemId("item-3"), 0.25f, 2, "rule")]),
        };
    }

    async Task<T> Write<T>(Func<Microsoft.Data.Sqlite.SqliteConnection, T> work)
    {
        using var turn = await database.EnterAsync();
        return turn.Commit(work);
    }

    Task Append(params LoggedSlate[] slates) => Write(connection =>
    {
        SlateTable.Append(connection, slates);
        return 0;
    });

    [Fact]
    public async Task Find_AppendedSlate_ComesBackToTheBit()
    {
        for (var number = 0; number < 12; number++)
        {
            var slate = Slate(number, sampled: number % 2 == 0);
            await Append(slate);
            var found = table.Find(slate.Slate.Id)!;
            Assert.Equal(slate.Slate with { Slots = [], Degraded = [], Teams = [] }, found.Slate with { Slots = [], Degraded = [], Teams = [] });
            Assert.Equal(slate.Slate.Slots, found.Slate.Slots);
            Assert.Equal(slate.Slate.Teams, found.Slate.Teams);
            Assert.Equal(slate.Slate.Degraded, found.Slate.Degraded);
            Assert.Equal(slate.Context, found.Context);
            Assert.Equal(slate.Exclude, found.Exclude);
            Assert.Equal((slate.Wanted, slate.Explored, slate.Replays), (found.Wanted, found.Explored, found.Replays));
            Assert.Equal(slate.Encoding.ToArray(), found.Encoding.ToArray());
            Assert.Equal(slate.Sample is null, found.Sample is null);
            if (slate.Sample is not { } sample) continue;
            Assert.Equal(sample.Columns, found.Sample!.Columns);
            Assert.Equal(sample.Items, found.Sample.Items);
            Assert.Equal(sample.Scores, found.Sample.Scores);
            Assert.Equal(sample.Values, found.Sample.Values);
            Assert.Equal(sample.Pins, found.Sample.Pins);
        }
        Assert.Null(table.Find(new SlateId("unknown")));
    }

    [Fact]
    public async Task ReadAllAndReadSamples_ManySlates_ComeInTheirOrder()
    {
        var slates = Enumerable.Range(0, 20).Select(number => Slate(number, sampled: number % 3 == 0)).ToArray();
        await Append(slates);
        Assert.Equal(slates.Select(slate => slate.Slate.Id), table.ReadAll().Select(slate => slate.Id));
        Assert.Equal([18, 15, 12], table.ReadSamples(3).Select(slate => Array.FindIndex(slates, one => one.Slate.Id == slate.Slate.Id)));
        Assert.All(table.ReadSamples(3), slate => Assert.Equal(200, slate.Sample!.Items.Count));
        Assert.Equal((20, 7), table.Count());
    }

    [Fact]
    public async Task Trim_MoreThanKept_TakesTheOldest()
    {
        var slates = Enumerable.Range(0, 30).Select(number => Slate(number, sampled: number % 2 == 0, top: 5)).ToArray();
        await Append(slates);
        Assert.False(await Write(connection => SlateTable.Trim(connection, slatesKept: 12, samplesKept: 4)));
        Assert.Equal(slates[18..].Select(slate => slate.Slate.Id), table.ReadAll().Select(slate => slate.Id));
        Assert.Equal([28, 26, 24, 22], table.ReadSamples(100).Select(slate => Array.FindIndex(slates, one => one.Slate.Id == slate.Slate.Id)));

        Assert.False(await Write(connection => SlateTable.Trim(connection, slatesKept: 4, samplesKept: 4)));
        Assert.Equal((4, 2), table.Count()); // a sample goes with its slate
    }
}
