using Microsoft.Extensions.DependencyInjection;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;

namespace RecConsole.Tests.Support;

/// <summary>Fills an empty console with items and their events, and waits for its first model.</summary>
static class StockedShop
{
    public static async Task StockAsync(IServiceProvider services, IReadOnlyList<ShopEvent> events)
    {
        await services.GetRequiredService<ShopLoader>().Loaded;
        await services.GetRequiredService<CatalogWriter>().ChangeAsync(_ => [.. events.Select(e => e.ItemId!.Value).Distinct().Select(id => new Item(id, "Title " + id.Value) { Stock = 9, Category = id.Value.Split('-')[0] })]);
        await services.GetRequiredService<EventQueue>().TryEnqueue([.. events])!;
        await Eventually.HoldsAsync(() => services.GetRequiredService<ShopStatus>().Current.IsReady, "the first model is fitted");
        // ranking takes it up a moment later: until then slates say that there is none
        var (ranker, models) = (services.GetRequiredService<Ranker>(), services.GetRequiredService<ModelStore>());
        await Eventually.HoldsAsync(() => ranker.Current.Model is { } ranked && ReferenceEquals(ranked, models.Current?.Artifact), "and ranks");
    }
}
