using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Models.Content;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: the model that serves and the catalogue. Out: the tower that places items which the model does not know by their attributes:
/// read from the model's folder, or fitted on a thread that gives way to the requests and kept there. Until it is there, and where
/// attributes explain nothing, such items lie at the mean. A tower that was replaced may still be in use by whoever builds the
/// catalogue's matrix: its native memory goes when it is collected.
/// </summary>
public sealed partial class ContentTowers(ModelStore models, CatalogStore catalog, ModelShelf shelf, TimeProvider time, ILogger<ContentTowers> logger) : BackgroundService
{
    /// <summary>By how much the catalogue must have grown since a tower could not be fitted, to try again.</summary>
    const double Grown = 1.2;

    const ulong Seed = 1;
    static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    volatile ContentTower? current;
    ModelArtifact? tried;
    int triedItems;

    /// <summary>The latest; of the model that serves, or of the one before until the next is fitted.</summary>
    public ContentTower? Current => current;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (await timer.WaitForNextTickAsync(stoppingToken).ConfigureAwait(false))
        {
            if (models.Current?.Artifact is not { IsSparse: false } serving || ReferenceEquals(serving, current?.Model)) continue;
            var items = catalog.Current.Items.ToArray();
            if (ReferenceEquals(serving, tried) && items.Length < triedItems * Grown) continue;
            (tried, triedItems) = (serving, items.Length);
            try
            {
                if (await QuietThread.RunAsync(() => LoadOrFit(serving, items, stoppingToken)) is { } tower) current = tower;
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                FitFailed(failure, serving.Name);
            }
        }
    }

    ContentTower? LoadOrFit(ModelArtifact model, Item[] items, CancellationToken cancellation)
    {
        if (shelf.LoadTower(model) is { } kept) return kept;
        var started = time.GetTimestamp();
        if (ContentTower.Fit(model, items, new ContentTowerSettings(), Seed, cancellation) is not { } tower) return null;
        shelf.Save(tower);
        Fitted(model.Name, tower.Explained, tower.KnownItems, time.GetElapsedTime(started).TotalSeconds);
        return tower;
    }

    [LoggerMessage(LogLevel.Information, "Attributes explain {Share:P0} of the embeddings of {Model}, by {Items} items in {Seconds:F1} s: new items are placed by them")]
    partial void Fitted(string model, double share, int items, double seconds);

    [LoggerMessage(LogLevel.Error, "Items that {Model} does not know stay at the mean: no tower of their attributes could be fitted or kept")]
    partial void FitFailed(Exception failure, string model);
}
