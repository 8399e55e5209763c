using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Tests.Events;

public sealed class LogQualityTests
{
    static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    readonly CatalogStore catalog = new();
    readonly LogQuality quality;

    public LogQualityTests()
    {
        catalog.Replace([new Item(new("tea"), "Tea")]);
        quality = new LogQuality(catalog);
    }

    [Fact]
    public void Record_Events_CountsByKindAndSpan()
    {
        quality.Record(Event("tea", EventKind.View, Noon));
        quality.Record(Event("tea", EventKind.Purchase, Noon.AddHours(-2)));
        quality.Record(Event("tea", EventKind.View, Noon.AddHours(-1)));

        var figures = quality.Read();

        Assert.Equal((3, Noon.AddHours(-2), Noon), (figures.Events, figures.First, figures.Last));
        Assert.Equal(2, figures.ByKind[EventKind.View]);
        Assert.Equal(3, figures.ByOrigin[EventOrigin.Live]);
        Assert.Equal(0, figures.UnknownItems);
    }

    [Fact]
    public void Record_ItemsTheCatalogueDoesNotKnow_AreCountedWithFewExamples()
    {
        for (var n = 0; n < 100; n++) quality.Record(Event("gone-" + n, EventKind.View, Noon));
        quality.Record(Event("gone-0", EventKind.View, Noon));

        var figures = quality.Read();

        Assert.Equal(101, figures.UnknownItems);
        Assert.Equal(LogQuality.MaxExamples, figures.UnknownExamples.Count);
    }

    [Fact]
    public void RecordRejected_Reasons_CountByTheFieldAtFaultAndStayBounded()
    {
        quality.RecordRejected("price -1 must lie between 0 and 10");
        quality.RecordRejected("price -2 must lie between 0 and 10");
        for (var n = 0; n < 1000; n++) quality.RecordRejected($"field{n} is not known");

        var rejected = quality.Read().Rejected;

        Assert.Equal(2, rejected["price"]);
        Assert.Equal(1002, rejected.Values.Sum());
        Assert.True(rejected.Count <= LogQuality.MaxReasons + 1);
    }

    [Fact]
    public void Become_AnotherLog_KeepsRefusals()
    {
        quality.Record(Event("tea", EventKind.View, Noon));
        quality.RecordDuplicates(3);
        quality.Become(new LogQuality(catalog));

        var figures = quality.Read();

        Assert.Equal((0, 3), (figures.Events, figures.Duplicates));
        Assert.Null(figures.First);
    }

    static ShopEvent Event(string item, EventKind kind, DateTimeOffset at) =>
        new(EventId.NewTimeOrdered(at), kind, new("u"), new("s"), at) { ItemId = new(item) };
}
