using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Numerics;

public sealed class RollingWindowTests
{
    [Fact]
    public void At_TickWithinTheWindow_IsWhatWasPushed()
    {
        var window = new RollingWindow<int>(4);
        for (var tick = 10; tick < 20; tick++) window.Push(tick, tick * 2);
        Assert.Equal(16, window.First);
        Assert.Equal([32, 34, 36, 38], Enumerable.Range(16, 4).Select(tick => window.At(tick)));
    }

    [Fact]
    public void At_BeforeTheWindow_IsDefault()
    {
        var window = new RollingWindow<int>(4);
        window.Push(10, 7);
        Assert.Equal(0, window.At(9));
    }

    [Fact]
    public void Push_SkippedTicks_RepeatTheValueBefore()
    {
        var window = new RollingWindow<int>(8);
        window.Push(10, 1);
        window.Push(14, 5);
        Assert.Equal([1, 1, 1, 1, 5], Enumerable.Range(10, 5).Select(tick => window.At(tick)));
    }

    [Fact]
    public void Push_GapLongerThanTheWindow_LeavesNoOldValue()
    {
        var window = new RollingWindow<int>(4);
        for (var tick = 0; tick < 4; tick++) window.Push(tick, 100 + tick);
        window.Push(1000, 7);
        Assert.Equal(997, window.First);
        Assert.Equal([103, 103, 103, 7], Enumerable.Range(997, 4).Select(tick => window.At(tick)));
    }

    [Fact]
    public void Push_ClockSetBack_OverwritesTheNewest()
    {
        var window = new RollingWindow<int>(4);
        window.Push(10, 1);
        window.Push(5, 2);
        Assert.Equal((10, 2), (window.Last, window.At(10)));
    }
}
