namespace RecConsole.Engine.Models;

/// <summary>
/// Association rules of size two (Ludewig and Jannach 2018, "Evaluation of session-based recommendation algorithms", eq. 1):
/// score(i after a) = pairs (a, i) in the same history / all pairs that a makes.
/// </summary>
public static class AssociationRules
{
    public const string Key = "ar";

    /// <summary>Cost: interactions x 2 x steps.</summary>
    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<RuleSettings>();
        var log = request.Log;
        var lists = RuleLists.Build(log, settings, request.Parallel, (history, at, sums) =>
        {
            for (var other = Math.Max(0, at - settings.Steps); other <= Math.Min(history.Length - 1, at + settings.Steps); other++)
                if (history[other] != history[at]) sums.Add(history[other], 1);
        });
        return new ItemListModel(new ModelArtifact(Key, log.Vocabulary, lists, settings.History.ToEncoder(), request.Record(settings))
        {
            Card = new ModelCard($"sparse term: {settings.Rules} rules an item, under the weight of relevance", "Ludewig and Jannach 2018, eq. 1", ModelCard.Json(settings)),
        });
    }
}
