namespace RecConsole.Tests.Support;

/// <summary>Waits for what another thread, process or browser brings about.</summary>
public static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>Returns once <paramref name="condition"/> holds; fails with <paramref name="what"/> when patience ends.</summary>
    /// <param name="patience">A minute unless given: a busy machine of two cores is slow.</param>
    public static Task HoldsAsync(Func<bool> condition, string what, TimeSpan? patience = null) =>
        HoldsAsync(() => Task.FromResult(condition()), what, patience);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task HoldsAsync(Func<Task<bool>> condition, string what, TimeSpan? patience = null)
    {
        var most = patience ?? Patience;
        var start = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(start) < most, $"Not within {most.TotalSeconds:0} s: {what}");
            await Task.Delay(Step);
        }
    }
}
