using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using RecConsole.Engine.People;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Trains the kind that serves anew because of the time or of figures, with its own options; it serves if it passes its checks, else
/// it stays a candidate with them. All of it stands in the audit log as RecConsole's, with the cause.
/// </summary>
public sealed partial class ModelRenewal(
    ModelRegistry registry, TrainingDesk desk, ModelPromotions promotions, TrainingPolicy policy, TimeProvider time, ILogger<ModelRenewal> logger)
{
    /// <summary>The latest training that nobody asked for, however it ended; null before the first.</summary>
    public TrainingEntry? Latest => desk.ReadAll().FirstOrDefault(entry => entry.Order.Cause is not null);

    public ModelEntry? Serving => registry.FindPublished();

    /// <summary>Whether since the model that serves was trained, or since somebody last tried to renew it, so much time has passed.</summary>
    public bool HasRested(ModelEntry serving, TimeSpan rest)
    {
        var latest = Latest is { } tried && tried.StartedAt > serving.TrainedAt ? tried.StartedAt : serving.TrainedAt;
        return time.GetUtcNow() - latest >= rest;
    }

    /// <summary>The training that came of it, with its end; null where somebody else trains: look again.</summary>
    public async Task<TrainingEntry?> RenewAsync(ModelEntry serving, string cause, CancellationToken cancellation)
    {
        if (!(await desk.BeginAsync(OrderOf(serving) with { Cause = cause }, Person.System)).IsDone || desk.WhenEnded is not { } ended) return null;
        var entry = await ended.WaitAsync(cancellation);
        if (entry is not { State: TrainingState.Done, Hash: { } hash } || hash == serving.Row.Hash) return entry;
        var answer = await promotions.PromoteAsync(hash, Person.System, cancellation: cancellation);
        if (!answer.IsDone) Refused(entry.ModelName!, answer.Sentence!);
        return entry;
    }

    /// <summary>Goes on from the model that serves, where the policy says so and that can be; else from chance, on the whole log.</summary>
    TrainingOrder OrderOf(ModelEntry serving)
    {
        if (serving.Training is not { } training) return new TrainingOrder(serving.Row.Key);
        var order = new TrainingOrder(serving.Row.Key) { Seed = training.Order.Seed };
        if (policy.RetrainFromServing && desk.ReadParents(serving.Row.Key).Any(parent => parent.Row.Hash == serving.Row.Hash)) return order with { From = serving.Name };
        if (training.Order.From is null) return order with { Options = training.Order.Options, Epochs = training.Order.Epochs };
        // one that went on has the options of its parent, but for how long it took
        var options = JsonNode.Parse(training.Account.Options ?? "{}")!.AsObject();
        foreach (var length in TrainingCourse.LengthOptions) options.Remove(length);
        return order with { Options = options };
    }

    [LoggerMessage(LogLevel.Warning, "{Model} was trained by RecConsole itself and does not serve: {Why}")]
    partial void Refused(string model, string why);
}
