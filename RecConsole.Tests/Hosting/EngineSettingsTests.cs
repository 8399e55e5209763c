using Microsoft.Extensions.Configuration;
using RecConsole.Engine.Hosting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class EngineSettingsTests
{
    static EngineSettings Read(params (string Key, string Value)[] settings) => EngineSettings.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.ToDictionary(pair => pair.Key, pair => (string?)pair.Value)).Build());

    [Fact]
    public void Read_NothingSet_KeepsDefaults()
    {
        var settings = Read();
        Assert.Equal("auto", settings.Ranking.Device);
        Assert.Empty(settings.Signals.Attributes);
    }

    [Fact]
    public void Read_FaultsInSeveralSections_AreNamedAllAtOnce()
    {
        var failure = Assert.Throws<EngineStartException>(() => Read(
            ("Ranking:Device", "tpu"), ("Ranking:MaxBatch", "0"), ("Signals:RecentHalfLife", "20.00:00:00"), ("Hosting:Demo", "maybe"), ("Signals:HalfLife", "1")));
        foreach (var key in new[] { "Ranking:Device", "Ranking:MaxBatch", "Signals:RecentHalfLife", "Signals:HalfLife", "Hosting:Demo" })
            Assert.Contains(key, failure.Message);
    }

    /// <summary>Each key lies within its own range; together they do not do.</summary>
    [Theory]
    [InlineData("Slates:SamplesKept", "600000")]
    [InlineData("Signals:PopularityHalfLife", "12:00:00")]
    public void Read_KeyAtOddsWithAnother_IsNamedOnce(string key, string value)
    {
        var failure = Assert.Throws<EngineStartException>(() => Read((key, value)));
        Assert.Equal(2, failure.Message.Split(key).Length);
    }

    [Theory]
    [InlineData("Slates:Replays", "0")]
    [InlineData("Ranking:TopItems", "99")]
    [InlineData("Ranking:Deadline", "-00:00:01")]
    public void Read_KeyOutsideItsRange_IsNamedOnce(string key, string value)
    {
        var failure = Assert.Throws<EngineStartException>(() => Read((key, value)));
        Assert.Equal(2, failure.Message.Split(key).Length);
    }

    [Fact]
    public void Read_ShippedSettings_AreValid()
    {
        var settings = EngineSettings.Read(new ConfigurationBuilder().AddJsonFile(Repository.Path("appsettings.json")).Build());
        Assert.Equal(TimeSpan.FromDays(14), settings.Signals.PopularityHalfLife);
    }
}
