namespace RecConsole.Web.Services;

/// <summary>Registers what the pages need beside the engine.</summary>
public static class ConsoleServices
{
    public static IServiceCollection AddConsolePages(this IServiceCollection services) => services
        .AddSingleton<CatalogBrowser>()
        .AddSingleton<DraftTrails>()
        .AddSingleton<ImportDesk>()
        .AddSingleton<LabArms>()
        .AddSingleton<LabBench>()
        .AddSingleton<LabPersonas>()
        .AddSingleton<LabScripts>()
        .AddSingleton<LatestRequests>()
        .AddSingleton<ModelComparisons>()
        .AddSingleton<ModelStandings>()
        .AddSingleton<NeighbourIndex>()
        .AddSingleton<PaletteSearch>()
        .AddSingleton<RuleCounts>()
        .AddSingleton<RuleTraffic>()
        .AddSingleton<RuleVocabulary>()
        .AddSingleton<ShortAddresses>()
        .AddSingleton<StudioPresence>()
        .AddSingleton<StudioPreview>()
        .AddSingleton<StudioShoppers>()
        .AddScoped<AddressBar>()
        .AddScoped<PageMemory>();
}
