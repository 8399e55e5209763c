using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Keeps the set that requests rank against fresh: signals once a second, and at once (within <see cref="LookEvery"/>) when
/// the catalogue or the model changed. Builds on one thread; requests never wait for it. Where items change all the time it
/// rests <see cref="RestPerBuild"/> times as long as a build took, at most <see cref="LongestRest"/>, so that most of the machine
/// stays with the requests.
/// </summary>
public sealed partial class RankingRefresher(
    CatalogStore catalog, ModelStore models, ContentTowers towers, CatalogMatrixBuilder builder, Ranker ranker, TimeProvider time, ILogger<RankingRefresher> logger) : BackgroundService
{
    const int RestPerBuild = 4;
    static readonly TimeSpan LongestRest = TimeSpan.FromMilliseconds(500);
    static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan SignalsEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var builtAt = time.GetTimestamp();
        var took = TimeSpan.Zero;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            // a tower that is new is taken up with the signals, within a second
            var isStale = !ReferenceEquals(ranker.Current.Catalog, catalog.Current) || !ReferenceEquals(ranker.Current.Model, models.Current?.Artifact);
            if (time.GetElapsedTime(builtAt) < (isStale ? took + Rest(took) : SignalsEvery)) continue;
            builtAt = time.GetTimestamp();
            try
            {
                ranker.Publish(builder.Build(catalog.Current, models.Current, towers.Current));
            }
            catch (Exception defect)
            {
                RefreshFailed(defect);
            }
            took = time.GetElapsedTime(builtAt);
        }
    }

    static TimeSpan Rest(TimeSpan took) => took * RestPerBuild < LongestRest ? took * RestPerBuild : LongestRest;

    [LoggerMessage(LogLevel.Error, "The signals could not be refreshed; slates are ranked by those of before")]
    partial void RefreshFailed(Exception defect);
}
