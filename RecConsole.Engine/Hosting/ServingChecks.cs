using System.Globalization;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Models;
using RecConsole.Engine.Ranking;
using RecConsole.Engine.Serving;
using RecConsole.Engine.Sessions;
using RecConsole.Engine.Strategies;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: a model, opened. Out: whether it can serve here: it ranks a shopper that it knows nothing of and shoppers with items that it
/// knows, every number is finite, each slate is as full as the live model's, and encoding one shopper stays within the budget.
/// </summary>
public sealed class ServingChecks(Recommender recommender, StrategyStore strategies, CatalogStore catalog, TrainingPolicy policy, TimeProvider time)
{
    const string Smoke = "smoke";
    const string Latency = "latency";
    const int SlateLength = 10;
    const int Shoppers = 20;
    const int ItemsEach = 5;
    const int WarmUps = 20;
    const int Encodings = 200;
    const double Percentile = 0.95;

    public GateCheck RunSmoke(SessionEncoder encoder)
    {
        var revision = strategies.Find(null) ?? StrategyStore.FirstDefault;
        var layout = new ModelLayout(encoder);
        PlayedArm[] arms = [new(revision), new(revision, layout)];
        var played = 0;
        foreach (var shopper in Sessions(encoder.Artifact).Prepend(SessionState.Empty))
        {
            var u = new float[encoder.Dimensions];
            encoder.Encode(new EncoderInput(shopper), u);
            foreach (var value in u)
                if (!float.IsFinite(value)) return Failed($"Encoding {Whom(shopper)} gives a number that is not finite. Train it again with a smaller learning rate.");
            var slates = recommender.Play(new SlateRequest("home", SlateLength), shopper, arms);
            var (live, ours) = (slates[0], slates[1]);
            if (ours.Items.Any(item => !float.IsFinite(item.Score))) return Failed($"A score of {Whom(shopper)} is not finite. Train it again with other options.");
            if (ours.Items.Count < live.Items.Count || ours.Items.Count == 0)
                return Failed($"The slate of {Whom(shopper)} has {ours.Items.Count} items; {(live.Items.Count == 0 ? "there must be one at least" : $"the live one has {live.Items.Count}")}. Look whether the catalogue has items that can be shown.");
            played++;
        }
        return new GateCheck(Smoke, true, $"{played} shoppers, one of them unknown: all numbers finite, all slates full.", played, null, "shoppers");
    }

    public GateCheck RunLatency(SessionEncoder encoder)
    {
        var shoppers = Sessions(encoder.Artifact);
        if (shoppers.Count == 0) shoppers = [SessionState.Empty];
        var rows = new int[encoder.Artifact.Vocabulary.Count];
        for (var row = 0; row < rows.Length; row++) rows[row] = row;
        var (u, list) = (new float[encoder.Dimensions], new SessionList());
        var tookMs = new double[Encodings];
        for (var i = -WarmUps; i < Encodings; i++)
        {
            var input = new EncoderInput(shoppers[(i + WarmUps) % shoppers.Count]);
            var started = time.GetTimestamp();
            if (encoder.Lists is { } lists) lists.Write(input, rows, list);
            else encoder.Encode(input, u);
            if (i >= 0) tookMs[i] = time.GetElapsedTime(started).TotalMilliseconds;
        }
        Array.Sort(tookMs);
        var slow = tookMs[(int)(Percentile * (Encodings - 1))];
        var budget = policy.EncoderBudget.TotalMilliseconds;
        var words = string.Create(CultureInfo.InvariantCulture, $"95 of 100 encodings take {slow:0.###} ms or less; the budget is {budget:0.###} ms");
        return slow <= budget
            ? new GateCheck(Latency, true, words + ".", slow, budget, "ms")
            : new GateCheck(Latency, false, words + " (Training:EncoderBudget). Train it smaller, or raise the budget.", slow, budget, "ms");
    }

    /// <summary>Shoppers who viewed items that both the model and the catalogue know, spread over its vocabulary.</summary>
    IReadOnlyList<SessionState> Sessions(ModelArtifact model)
    {
        var snapshot = catalog.Current;
        var known = new List<ItemId>();
        var step = Math.Max(1, model.Vocabulary.Count / (4 * Shoppers * ItemsEach));
        for (var row = 0; row < model.Vocabulary.Count && known.Count < Shoppers * ItemsEach; row += step)
            if (snapshot.IndexOf(model.Vocabulary[row]) >= 0) known.Add(model.Vocabulary[row]);
        var now = time.GetUtcNow();
        return [.. known.Chunk(ItemsEach).Select((items, n) => items.Aggregate(SessionState.Empty, (state, item) => SessionUpdater.Apply(state,
            new ShopEvent(new Events.EventId($"check-{n}"), EventKind.View, new UserId($"check-{n}"), new SessionId($"check-{n}"), now) { ItemId = item })))];
    }

    static string Whom(SessionState shopper) => shopper.Recent.Length == 0 ? "an unknown shopper" : $"a shopper who viewed {shopper.Recent[^1].ItemId}";

    static GateCheck Failed(string sentence) => new(Smoke, false, sentence);
}
