using Microsoft.Extensions.Configuration;
using RecConsole.Engine.Hosting;

namespace RecConsole.Tests.Hosting;

public sealed class EngineOptionsTests
{
    static EngineOptions Read(params (string Key, string Value)[] settings) => EngineOptions.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create("Hosting:" + pair.Key, (string?)pair.Value))).Build().GetSection("Hosting"));

    [Fact]
    public void Read_Nothing_GivesTheDefaults() => Assert.Equal(new EngineOptions(), Read());

    [Fact]
    public void Read_GoodValues_TakesThem() => Assert.Equal(
        new EngineOptions { DataDirectory = "/x", Demo = false, EventQueueCapacity = 5, MaxBatchEvents = 6, AttributionWindow = TimeSpan.FromMinutes(90) },
        Read(("DataDirectory", "/x"), ("demo", "False"), ("EventQueueCapacity", "5"), ("MaxBatchEvents", "6"), ("AttributionWindow", "01:30:00")));

    [Fact]
    public void Read_SeveralWrongValues_NamesEachKeyAtOnce()
    {
        var failure = Assert.Throws<EngineStartException>(() => Read(
            ("Demo", "perhaps"), ("EventQueueCapacity", "0"), ("MaxBatchEvents", "many"), ("AttributionWindow", "-1"), ("DataDirectory", " "), ("Colour", "red")));

        foreach (var key in new[] { "Demo", "EventQueueCapacity", "MaxBatchEvents", "AttributionWindow", "DataDirectory", "Colour" })
            Assert.Contains($"Hosting:{key}", failure.Message, StringComparison.Ordinal);
    }
}
