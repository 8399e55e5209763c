using System.Text.Json;
using System.Text.Json.Nodes;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;

namespace RecConsole.Engine.Training;

/// <summary>The model that a training goes on from, and how that one came to be.</summary>
/// <param name="Training">Null where RecConsole fitted it by itself.</param>
public sealed record TrainingParent(ModelArtifact Artifact, TrainingEntry? Training)
{
    /// <summary>First rows of items that it does not know, by their attributes.</summary>
    public IReadOnlyDictionary<ItemId, float[]> Placed { get; init; } = new Dictionary<ItemId, float[]>();

    /// <summary>The parent's own options, with what the order changes and without what decides how long is trained.</summary>
    public JsonObject OptionsWith(JsonObject changes, ModelRecipe recipe)
    {
        var options = JsonSerializer.SerializeToNode(Artifact.Training.Options)!.AsObject();
        if (recipe.Key == IalsModel.Key && options[TrainingCourse.IterationsOption] is { } before)
            options[TrainingCourse.IterationsOption] = Math.Min(before.GetValue<int>(), IalsModel.WarmIterations);
        foreach (var (name, value) in changes) options[name] = value?.DeepClone();
        return options;
    }

    /// <summary>Where the fit of a log begins.</summary>
    /// <param name="data">What is learned from and held out now.</param>
    /// <exception cref="ArgumentException">The parent has learned from what is held out now, so that nothing could be measured; or there is nothing new.</exception>
    public WarmStart ToWarmStart(TrainingOrder order, DataFingerprint data, TrainingLog log)
    {
        if (Training is not { Account.Data: { } theirs } entry)
            throw new ArgumentException($"{Artifact.Name} was fitted by RecConsole itself to the whole log, what is held out now included: what went on from it could not be measured. Train {Artifact.Key} anew, or name a model that was trained.");
        if (!theirs.IsBlindTo(data, entry.Order.Seed == order.Seed))
            throw new ArgumentException($"{Artifact.Name} has learned from some of what is held out now: what went on from it could not be measured. Train {Artifact.Key} anew, or name a model that was trained on an earlier state of this log, cut by time.");
        var since = entry.Account.LearnedUntil?.ToUnixTimeSeconds() ?? long.MinValue;
        var replay = order.Replay ?? WarmStart.DefaultReplay;
        if (replay < 1 && Artifact.Key != IalsModel.Key && !log.UnixSeconds.Any(at => at > since))
            throw new ArgumentException($"Nothing is new since what {Artifact.Name} learned from ({entry.Account.LearnedUntil:yyyy-MM-dd HH:mm:ss} UTC; the newest part of the log measures and is not learned from). Wait for more events, or set the replay to 1.");
        return new WarmStart(Artifact, since) { Replay = replay, Placed = Placed };
    }
}
