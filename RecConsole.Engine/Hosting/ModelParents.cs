using RecConsole.Engine.Catalog;
using RecConsole.Engine.Models;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>In: what an order says that it goes on from. Out: that model by its name, opened for the training, or why it cannot be.</summary>
public sealed class ModelParents(ModelRegistry registry, ModelShelf shelf)
{
    /// <summary>The order with the name of the model that it goes on from; or null and what would be right.</summary>
    public (TrainingOrder? Order, string? Problem) Resolve(TrainingOrder order)
    {
        if (order.From is null)
            return order.Replay is null ? (order, null) : (null, "The replay is of a training that goes on from a model: name that, or leave the replay out.");
        if (order.Replay is not (null or >= 0 and <= 1)) return (null, $"The replay is {order.Replay}; it is a part from 0 to 1.");
        var parent = order.From == TrainingOrder.Serving ? registry.FindPublished() : registry.Find(order.From);
        if (parent is null) return (null, order.From == TrainingOrder.Serving ? "No model serves yet: begin from chance." : registry.Unknown(order.From));
        return Problem(parent, order) is { } problem ? (null, problem) : (order with { From = parent.Name }, null);
    }

    /// <summary>Those that a training of a kind may go on from, the one that serves first, then the newest.</summary>
    public IReadOnlyList<ModelEntry> ReadAll(string model) =>
        [.. registry.ReadAll().Where(entry => Problem(entry, new TrainingOrder(model)) is null).OrderByDescending(entry => entry.State == ModelState.Published)];

    /// <summary>The parent of a resolved order; null where it begins from chance.</summary>
    /// <exception cref="ArgumentException">It is gone since.</exception>
    /// <exception cref="BrokenModelException">Its files cannot be read.</exception>
    /// <param name="catalog">Items of the shop, as they are now: those that the parent does not know begin where its tower places them, if it has one.</param>
    public TrainingParent? Open(TrainingOrder order, IEnumerable<Item> catalog)
    {
        if (order.From is null) return null;
        var parent = registry.Find(order.From) ?? throw new ArgumentException(registry.Unknown(order.From));
        if (Problem(parent, order) is { } problem) throw new ArgumentException(problem);
        var model = shelf.Load(parent.Row);
        return new TrainingParent(model, parent.Training) { Placed = order.Dataset is null ? Placed(model, catalog) : new() };
    }

    Dictionary<ItemId, float[]> Placed(ModelArtifact model, IEnumerable<Item> catalog)
    {
        using var tower = shelf.LoadTower(model);
        if (tower is null) return new();
        Item[] unknown = [.. catalog.Where(item => model.Vocabulary.IndexOf(item.Id) < 0 && tower.CanPlace(item))];
        var rows = new float[unknown.Length * model.Dimensions];
        tower.Embed(unknown, rows);
        return unknown.Index().ToDictionary(item => item.Item.Id, item => rows.AsSpan(item.Index * model.Dimensions, model.Dimensions).ToArray());
    }

    static string? Problem(ModelEntry parent, TrainingOrder order) =>
        parent.Row.Key != order.Model ? $"{parent.Name} is of the kind {parent.Row.Key}; a training of {order.Model} goes on from a model of {order.Model}."
        : parent.Row.IsShopGone ? $"The shop that {parent.Name} was trained on has been replaced: begin from chance."
        : parent.Training?.Order.Dataset != order.Dataset ? $"{parent.Name} was trained on {parent.Training?.Order.Dataset ?? "the shop's own log"}, not on {order.Dataset ?? "that"}: what goes on from a model goes on with its data."
        : !parent.IsKept ? $"The files of {parent.Name} are gone: only the newest few of a kind are kept. Begin from chance."
        : parent.Training is null && ModelZoo.Find(order.Model) is { GoesOn: true } ? $"{parent.Name} was fitted by RecConsole itself to the whole log, so that what went on from it could not be measured. Train {order.Model} anew, or name a model that was trained."
        : null;
}
