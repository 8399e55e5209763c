namespace RecConsole.Engine.Models;

/// <summary>
/// Sequential rules (Ludewig and Jannach 2018, "Evaluation of session-based recommendation algorithms", eq. 3): as association
/// rules, but only from earlier to later, and a pair that lies x steps apart counts w(x) = 1 / x.
/// </summary>
public static class SequentialRules
{
    public const string Key = "sr";

    /// <summary>Cost: interactions x steps.</summary>
    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<RuleSettings>();
        var log = request.Log;
        var lists = RuleLists.Build(log, settings, request.Parallel, (history, at, sums) =>
        {
            for (var step = 1; step <= settings.Steps && at + step < history.Length; step++)
                if (history[at + step] != history[at]) sums.Add(history[at + step], 1.0 / step);
        });
        return new ItemListModel(new ModelArtifact(Key, log.Vocabulary, lists, settings.History.ToEncoder(), request.Record(settings))
        {
            Card = new ModelCard($"sparse term: {settings.Rules} rules an item, under the weight of relevance", "Ludewig and Jannach 2018, eq. 3", ModelCard.Json(settings)),
        });
    }
}
