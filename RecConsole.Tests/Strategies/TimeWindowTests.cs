using System.Globalization;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Strategies;

public sealed class TimeWindowTests
{
    static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    static TimeWindow Night => new("Europe/Berlin") { DailyFrom = new TimeOnly(22, 0), DailyUntil = new TimeOnly(6, 0), Days = [DayOfWeek.Friday] };

    [Fact]
    public void Contains_FromUntil_HasItsStartAndNotItsEnd()
    {
        var window = new TimeWindow("UTC") { From = At("2026-05-01T10:00Z"), Until = At("2026-05-01T12:00+01:00") };
        Assert.False(window.Contains(At("2026-05-01T09:59:59Z")));
        Assert.True(window.Contains(At("2026-05-01T10:00Z")));
        Assert.True(window.Contains(At("2026-05-01T10:59:59Z")));
        Assert.False(window.Contains(At("2026-05-01T11:00Z")));
    }

    [Theory]
    [InlineData("2026-05-01T19:59Z", false)] // Friday 21:59 in Berlin
    [InlineData("2026-05-01T20:00Z", true)]
    [InlineData("2026-05-02T03:59Z", true)] // Saturday 05:59: belongs to Friday
    [InlineData("2026-05-02T04:00Z", false)]
    [InlineData("2026-05-02T20:30Z", false)] // Saturday night
    [InlineData("2026-05-01T01:00Z", false)] // Friday 03:00: belongs to Thursday
    public void Contains_SpanOverMidnight_BelongsToTheDayItBegan(string moment, bool expected) => Assert.Equal(expected, Night.Contains(At(moment)));

    /// <summary>Berlin leaves winter on 29 March 2026 at 01:00 UTC and returns on 25 October at 01:00 UTC.</summary>
    [Theory]
    [InlineData("2026-03-28T08:00Z", true)]
    [InlineData("2026-03-28T07:30Z", false)]
    [InlineData("2026-03-29T07:00Z", true)]
    [InlineData("2026-03-29T06:59Z", false)]
    [InlineData("2026-10-25T07:30Z", false)]
    [InlineData("2026-10-25T08:00Z", true)]
    public void Contains_ClockChanges_FollowsTheClockOnTheWall(string moment, bool expected) =>
        Assert.Equal(expected, new TimeWindow("Europe/Berlin") { DailyFrom = new TimeOnly(9, 0), DailyUntil = new TimeOnly(10, 0) }.Contains(At(moment)));

    [Fact]
    public void Contains_HourThatIsSkippedOrShownTwice_HoldsNeverOrTwice()
    {
        var window = new TimeWindow("Europe/Berlin") { DailyFrom = new TimeOnly(2, 15), DailyUntil = new TimeOnly(2, 45) };
        var spring = Enumerable.Range(0, 180).Count(m => window.Contains(At("2026-03-29T00:00Z").AddMinutes(m)));
        var autumn = Enumerable.Range(0, 180).Count(m => window.Contains(At("2026-10-25T00:00Z").AddMinutes(m)));
        Assert.Equal((0, 60), (spring, autumn));
    }

    [Fact]
    public void Contains_OpenDailyEnds_RunFromAndToMidnight()
    {
        Assert.True(new TimeWindow("UTC") { DailyFrom = new TimeOnly(22, 0) }.Contains(At("2026-05-01T23:59:59Z")));
        Assert.False(new TimeWindow("UTC") { DailyFrom = new TimeOnly(22, 0) }.Contains(At("2026-05-02T00:00Z")));
        Assert.True(new TimeWindow("UTC") { DailyUntil = new TimeOnly(6, 0) }.Contains(At("2026-05-02T00:00Z")));
        Assert.False(new TimeWindow("UTC") { DailyUntil = new TimeOnly(6, 0) }.Contains(At("2026-05-02T06:00Z")));
        Assert.False(new TimeWindow("UTC") { Days = [DayOfWeek.Friday] }.Contains(At("2026-05-02T00:00Z")));
    }

    [Fact]
    public void Problem_WhatNoWindowCanBe_IsNamed()
    {
        Assert.Contains("Mars/Olympus", new TimeWindow("Mars/Olympus").Problem(), StringComparison.Ordinal);
        Assert.NotNull(new TimeWindow("").Problem());
        Assert.Contains("before", new TimeWindow("UTC") { From = At("2026-05-02Z"), Until = At("2026-05-02Z") }.Problem(), StringComparison.Ordinal);
        Assert.NotNull(new TimeWindow("UTC") { DailyFrom = new TimeOnly(3, 0), DailyUntil = new TimeOnly(3, 0) }.Problem());
        Assert.NotNull(new TimeWindow("UTC") { Days = [(DayOfWeek)7] }.Problem());
        Assert.Null(Night.Problem());
    }
}
