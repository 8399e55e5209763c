namespace RecConsole.Engine.Hosting;

/// <summary>
/// What the shop is and what is being prepared, for the console's banner and <c>/readyz</c>. One immutable value, swapped;
/// readable from any thread.
/// </summary>
public sealed class ShopStatus
{
    readonly Lock gate = new();
    volatile ShopPhase phase = new(ShopSource.Empty, "Starting", 0, IsReady: false);

    public ShopPhase Current => phase;

    public event Action<ShopPhase>? Changed;

    public void Set(ShopPhase next) => Update(_ => next);

    /// <summary>Changes a part of it; several jobs report at once.</summary>
    public void Update(Func<ShopPhase, ShopPhase> change)
    {
        lock (gate)
        {
            phase = change(phase);
            Changed?.Invoke(phase);
        }
    }
}

/// <param name="Task">What is being prepared ("Fitting the first model"), or null when nothing is.</param>
/// <param name="Progress">Of the task, 0 to 1.</param>
/// <param name="IsReady">Whether the model of this shop ranks; before that slates are ranked by the other columns.</param>
public sealed record ShopPhase(ShopSource Source, string? Task, double Progress, bool IsReady);

/// <summary>Where the shop's items and events come from. The numbers are stored: never renumber.</summary>
public enum ShopSource
{
    /// <summary>Nothing yet.</summary>
    Empty = 0,
    /// <summary>The generated demo shop with simulated shoppers.</summary>
    Demo = 1,
    /// <summary>An imported history.</summary>
    Imported = 2,
    /// <summary>Fed through the API.</summary>
    Own = 3,
}
