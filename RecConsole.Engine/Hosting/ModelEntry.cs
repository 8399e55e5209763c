using RecConsole.Engine.Models;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>One model of the registry with all that is known of it.</summary>
/// <param name="Training">How it came to be; null where RecConsole fitted it by itself.</param>
/// <param name="Check">Its latest checks; null when it never was checked.</param>
/// <param name="Promotion">When somebody last made it serve.</param>
/// <param name="IsKept">Whether its files are still there.</param>
public sealed record ModelEntry(RegisteredModel Row, TrainingEntry? Training, GateReport? Check, Promotion? Promotion, bool IsKept)
{
    public string Name => ModelArtifact.NameOf(Row.Key, Row.Hash);

    public DateTimeOffset TrainedAt => new(Row.TrainedAtTicks, TimeSpan.Zero);

    public ModelState State => Row.Published ? ModelState.Published : Row.PublishedOrder is not null || Row.IsShopGone ? ModelState.Retired : ModelState.Candidate;

    /// <summary>Why it can never serve here, and what would be right; null when it may be asked for.</summary>
    public string? Unfit =>
        Row.IsShopGone ? "The shop that it was trained on has been replaced. Train one on the shop that is there now."
        : Training?.Order.Dataset is { } dataset ? $"It was trained on {dataset}, not on this shop. Train {Row.Key} on the shop's own log."
        : !IsKept ? $"Its files are gone: only the newest few of a kind are kept. Train {Row.Key} again."
        : Row.Published ? "It serves already."
        : null;
}
