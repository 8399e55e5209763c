using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Impact;
using RecConsole.Engine.Metrics;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Scoring;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Signals;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Targeting;

namespace RecConsole.Engine.Hosting;

/// <summary>Registers the whole engine as singletons; the host that is built from it starts loading with its first hosted service.</summary>
public static class EngineServices
{
    public static IServiceCollection AddRecEngine(this IServiceCollection services, EngineSettings settings)
    {
        var options = settings.Hosting;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(settings.Signals);
        services.AddSingleton(settings.Ranking);
        services.AddSingleton(settings.Slates);
        services.AddSingleton(settings.Simulation);
        services.AddSingleton(settings.Training);
        services.AddSingleton(settings.Experiments);
        AddShop(services, options);
        AddRanking(services);
        AddStorage(services, options);
        AddHostedServices(services);
        return services;
    }

    static void AddShop(IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton<CatalogStore>();
        services.AddSingleton<ShopClock>();
        services.AddSingleton<ShopStatus>();
        services.AddSingleton<SessionStore>();
        services.AddSingleton<EventValidator>();
        services.AddSingleton(new EventQueue(options.EventQueueCapacity));
        services.AddSingleton(new AttributionIndex(options.AttributionWindow));
        services.AddSingleton<LogQuality>();
        services.AddSingleton<SlateOutcomes>();
        services.AddSingleton<ItemCounters>();
        services.AddSingleton(provider => new LiveMetrics(provider.GetRequiredService<TimeProvider>(), CataloguePrice(provider.GetRequiredService<CatalogStore>())));
    }

    static Func<ShopEvent, decimal?> CataloguePrice(CatalogStore catalog) =>
        e => e.ItemId is { } item ? catalog.Current.Find(item)?.Price : null;

    static void AddRanking(IServiceCollection services)
    {
        services.AddSingleton(provider => new SignalCatalog(provider.GetRequiredService<SignalOptions>().Attributes));
        services.AddSingleton(provider => new SignalBoard(
            provider.GetRequiredService<SignalCatalog>(), provider.GetRequiredService<ItemCounters>(), provider.GetRequiredService<ShopClock>(), provider.GetRequiredService<SignalOptions>(),
            provider.GetRequiredService<CampaignStore>().Running));
        services.AddSingleton<ModelStore>();
        services.AddSingleton<StrategyStore>();
        services.AddSingleton<CatalogMatrixBuilder>();
        services.AddSingleton<ShopperEncoder>();
        services.AddSingleton<ConditionIndex>();
        services.AddSingleton<StrategyCompiler>();
        services.AddSingleton<RulePlans>();
        services.AddSingleton<SegmentStore>();
        services.AddSingleton<CampaignStore>();
        services.AddSingleton(provider => ItemScorers.Create(provider.GetRequiredService<RankingOptions>().Device == "cpu" ? ComputeDevice.Cpu : ComputeDevice.Cuda));
        services.AddSingleton(provider => new Ranker(
            provider.GetRequiredService<CatalogMatrixBuilder>().Build(CatalogSnapshot.Empty, encoder: null), provider.GetRequiredService<ShopperEncoder>(),
            provider.GetRequiredService<RulePlans>(),
            provider.GetRequiredService<IItemScorer>(), provider.GetRequiredService<RankingOptions>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<SlateBuilder>();
        services.AddSingleton<SlateQueue>();
        services.AddSingleton<ImpactStudy>();
        services.AddSingleton<ParetoSweep>();
        services.AddSingleton<RulePriceStudy>();
        services.AddSingleton<WeightStudy>();
        services.AddSingleton<SlateRecorder>();
        services.AddSingleton<Audience>();
        services.AddSingleton<ExperimentStore>();
        services.AddSingleton<RevisionRouter>();
        services.AddSingleton<Recommender>();
    }

    static void AddStorage(IServiceCollection services, EngineOptions options)
    {
        services.AddSingleton(_ => DataDirectoryLock.Acquire(options.DataDirectory));
        services.AddSingleton(provider =>
            Database.Open(provider.GetRequiredService<DataDirectoryLock>().Directory, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ShopTables(provider.GetRequiredService<Database>()));
        services.AddSingleton(provider => provider.GetRequiredService<ShopTables>().Items);
        services.AddSingleton(provider => provider.GetRequiredService<ShopTables>().Settings);
        services.AddSingleton(provider => provider.GetRequiredService<ShopTables>().Models);
        services.AddSingleton(provider => provider.GetRequiredService<ShopTables>().Events);
        services.AddSingleton<StrategyTable>();
        services.AddSingleton(provider => provider.GetRequiredService<ShopTables>().Slates);
        services.AddSingleton<ModelShelf>();
        services.AddSingleton(provider => new DeskTables(provider.GetRequiredService<Database>()));
        services.AddSingleton(provider => provider.GetRequiredService<DeskTables>().Audit);
        services.AddSingleton(provider => provider.GetRequiredService<DeskTables>().Publications);
        services.AddSingleton<TargetTable>();
        services.AddSingleton<ExperimentTable>();
        services.AddSingleton<ExposureTable>();
        services.AddSingleton<UnitTable>();
        services.AddSingleton<PersonTable>();
        services.AddSingleton<InvitationTable>();
        services.AddSingleton<SharedViewTable>();
        services.AddSingleton<TrainingTable>();
    }

    static void AddHostedServices(IServiceCollection services)
    {
        services.AddSingleton<EventApplier>();
        services.AddSingleton<EventLog>();
        services.AddSingleton<CatalogWriter>();
        services.AddSingleton<SlateMemory>();
        services.AddSingleton<ShopMemory>();
        services.AddSingleton<ShopReplacement>();
        services.AddSingleton<ImpactParts>();
        services.AddSingleton<ImpactDesk>();
        services.AddSingleton<ShopImports>();
        services.AddSingleton<DemoShopMaker>();
        services.AddSingleton<ShopLoader>();
        services.AddSingleton<ModelFitter>();
        services.AddSingleton<ContentTowers>();
        services.AddSingleton<VisitLog>();
        services.AddSingleton<ModelBench>();
        services.AddSingleton<ModelTrainer>();
        services.AddSingleton<TrainingDesk>();
        services.AddSingleton<ModelRegistry>();
        services.AddSingleton<QualityCheck>();
        services.AddSingleton<ServingChecks>();
        services.AddSingleton<ModelChecks>();
        services.AddSingleton<ModelPromotions>();
        services.AddSingleton<ModelRenewal>();
        services.AddSingleton<DriftSources>();
        services.AddSingleton<DriftWatch>();
        services.AddSingleton<SharedViews>();
        services.AddSingleton<StrategyPublisher>();
        services.AddSingleton<PeopleDirectory>();
        services.AddSingleton<DraftJudge>();
        services.AddSingleton<StrategyDesk>();
        services.AddSingleton(provider => TargetKinds.Of(provider.GetRequiredService<SegmentStore>()));
        services.AddSingleton(provider => TargetKinds.Of(provider.GetRequiredService<CampaignStore>()));
        services.AddSingleton<ExperimentReferences>();
        services.AddSingleton<ExperimentDesk>();
        services.AddSingleton<ExperimentLedgers>();
        services.AddSingleton<ExperimentWatch>();
        services.AddSingleton<ExperimentShipping>();
        services.AddSingleton<ExperimentForecast>();
        services.AddSingleton<TargetDesk<Segment>>();
        services.AddSingleton<TargetDesk<Campaign>>();
        services.AddHostedService(provider => provider.GetRequiredService<StrategyPublisher>()); // first: no request meets another strategy than the live one
        services.AddHostedService(provider => provider.GetRequiredService<TargetDesk<Segment>>()); // nor another segment
        services.AddHostedService(provider => provider.GetRequiredService<TargetDesk<Campaign>>());
        services.AddHostedService(provider => provider.GetRequiredService<ExperimentDesk>()); // nor another variant
        services.AddHostedService(provider => provider.GetRequiredService<ExperimentLedgers>());
        services.AddHostedService(provider => provider.GetRequiredService<PeopleDirectory>());
        services.AddHostedService(provider => provider.GetRequiredService<StrategyDesk>());
        services.AddHostedService<DraftSchedule>();
        services.AddHostedService<RetrainingSchedule>();
        services.AddHostedService(provider => provider.GetRequiredService<DriftWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<ShopLoader>());
        services.AddHostedService(provider => provider.GetRequiredService<ModelFitter>());
        services.AddHostedService(provider => provider.GetRequiredService<TrainingDesk>());
        services.AddHostedService(provider => provider.GetRequiredService<ContentTowers>());
        services.AddHostedService<EventPump>();
        services.AddHostedService<RankingRefresher>();
        services.AddHostedService<SlateFollower>();
        services.AddHostedService<SlatePump>();
        services.AddHostedService(provider => provider.GetRequiredService<ExperimentWatch>());
        services.AddSingleton<DemoExperiment>();
        services.AddHostedService<DemoStrategy>();
        services.AddHostedService<DemoTraffic>(); // last: stops before the pump that takes its events
    }
}
