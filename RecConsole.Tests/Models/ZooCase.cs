using System.Text.Json.Nodes;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;

namespace RecConsole.Tests.Models;

/// <summary>A model of the zoo fitted on a small history, and what it says of a shopper.</summary>
static class ZooCase
{
    public static IFittedModel Fit(string key, IReadOnlyList<ShopEvent> events, string options = "{}", ulong seed = 1, int threads = 0) =>
        ModelZoo.Find(key)!.Fit(Request(events, options, seed) with { Threads = threads });

    /// <summary>As by default, but in two passes where the model learns in passes: for tests of its form, not of its worth.</summary>
    public static IFittedModel FitQuickly(string key, IReadOnlyList<ShopEvent> events, int threads = 0) =>
        Fit(key, events, ModelZoo.Find(key)!.Begin is null ? "{}" : """{"epochs": 2}""", threads: threads);

    public static FitRequest Request(IReadOnlyList<ShopEvent> events, string options = "{}", ulong seed = 1) =>
        new(TrainingLog.Build(events, new KindWeights(), default), JsonNode.Parse(options)!.AsObject(), seed, TimeProvider.System);

    /// <summary>Scores by item for a shopper who viewed these, oldest first.</summary>
    public static Dictionary<string, float> Scores(IFittedModel model, params string[] history)
    {
        var entries = history.Select(item => new HistoryEntry(model.Vocabulary.IndexOf(new ItemId(item)), EventKind.View)).ToArray();
        var scores = new float[model.Vocabulary.Count];
        if (model is ItemListModel lists)
        {
            var list = new SessionList();
            lists.Sums.Write(entries, Enumerable.Range(0, scores.Length).ToArray(), list);
            for (var i = 0; i < list.Count; i++) scores[list.Items.Span[i]] = list.Values.Span[i] * list.Deviation;
        }
        else
        {
            var product = (InnerProductModel)model;
            var u = new float[product.Dimensions];
            product.Encoder.Encode([entries], u);
            for (var row = 0; row < scores.Length; row++)
                for (var k = 0; k < u.Length; k++) scores[row] += u[k] * product.ItemMatrix.Span[row * u.Length + k];
        }
        return Enumerable.Range(0, scores.Length).ToDictionary(row => model.Vocabulary[row].Value, row => scores[row]);
    }
}
