using System.Runtime.CompilerServices;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Ranking;

/// <summary>Finds the <see cref="RulePlan"/> of a request; plans live as long as the compiler keeps their rules.</summary>
public sealed class RulePlans(StrategyCompiler compiler, TimeProvider time)
{
    static readonly RulePlan NoRules = new(ActiveRules.None, 0);

    readonly ConditionalWeakTable<ActiveRules, RulePlan> plans = [];

    internal RulePlan For(CatalogMatrix matrix, RankQuery query)
    {
        if (query.Revision.EnabledRules.IsEmpty) return NoRules;
        var active = compiler.Activate(query.Revision, matrix.Catalog, query.Placement, query.Context, matrix.AsOf, time.GetUtcNow());
        return ReferenceEquals(active, ActiveRules.None) ? NoRules : plans.GetValue(active, rules => new RulePlan(rules, matrix.Catalog.Count));
    }
}
