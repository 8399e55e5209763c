using RecConsole.Engine.Catalog;
using RecConsole.Engine.Graph;
using RecConsole.Engine.Graph.Learning;

namespace RecConsole.Engine.Models;

/// <summary>
/// Where a fit goes on from, instead of from chance: a model of the same kind as it is kept. Its item matrix and the constants of
/// its encoder are all that it takes, so that nothing is stored for it beside the files that serve. Rows are carried over by the
/// item's id; what the model does not have begins as in a first training, or lies where <see cref="Placed"/> says. The
/// optimizer's moments begin anew.
/// </summary>
/// <param name="Parent">Whose values are the first.</param>
/// <param name="Since">Unix seconds of the newest interaction that the parent has learned from: what came later is new.</param>
public sealed record WarmStart(ModelArtifact Parent, long Since)
{
    public const double DefaultReplay = 0.5;

    /// <summary>
    /// Of what a pass learns from, the part that is drawn anew from before <see cref="Since"/>, so that what was known is not
    /// forgotten for what is new (rehearsal: Robins 1995, "Catastrophic forgetting, rehearsal and pseudorehearsal"). 0 is none, 1 all of the history in each pass.
    /// </summary>
    public double Replay { get; init; } = DefaultReplay;

    /// <summary>First rows of items that the parent does not know, by their attributes; others begin at chance.</summary>
    public IReadOnlyDictionary<ItemId, float[]> Placed { get; init; } = new Dictionary<ItemId, float[]>();

    /// <exception cref="ArgumentException">The parent is of another kind, or its items have another number of dimensions.</exception>
    public void CheckFits(string key, int dimensions)
    {
        if (Parent.Key != key) throw new ArgumentException($"{Parent.Name} is of the kind {Parent.Key}; a training of {key} goes on from a model of {key}.");
        if (Parent.Dimensions != dimensions)
            throw new ArgumentException($"{Parent.Name} has {Parent.Dimensions} dimensions and this training {dimensions}: it goes on with the parent's. Leave dimensions out.");
    }

    /// <summary>Puts the parent's values in the place of the first ones.</summary>
    /// <param name="tables">The parameters that have a row for each item, each with the constant of the encoder that holds the parent's; null is the item matrix.</param>
    /// <param name="forgotten">Parameters that no model keeps, such as those of shoppers: they stay at chance.</param>
    /// <exception cref="ArgumentException">A parameter has another size, or the parent has none of its name: another network.</exception>
    internal void Fill(TrainingProgram program, ItemVocabulary vocabulary, IReadOnlyDictionary<string, string?> tables, params ReadOnlySpan<string> forgotten)
    {
        var constants = OnnxConstants.Read(Parent.Encoder.Graph);
        var values = new Dictionary<string, float[]>(StringComparer.Ordinal);
        foreach (var (name, first) in program.ReadParameters())
        {
            if (forgotten.Contains(name)) continue;
            if (tables.TryGetValue(name, out var constant))
                values[name] = Rows(vocabulary, first, constant is null ? Parent.Embeddings : Constant(constants, constant, first.Length / Math.Max(1, vocabulary.Count) * Parent.Vocabulary.Count), constant is null ? Placed : null);
            else values[name] = Constant(constants, name, first.Length);
        }
        program.WriteParameters(values);
    }

    /// <summary>The first rows, with the parent's where it knows the item.</summary>
    /// <param name="first">[vocabulary, width], row-major; width is that of the parent's rows, or more where rows are padded.</param>
    /// <param name="parent">[the parent's vocabulary, its width].</param>
    internal float[] Rows(ItemVocabulary vocabulary, float[] first, ReadOnlySpan<float> parent, IReadOnlyDictionary<ItemId, float[]>? placed)
    {
        var (d, stride) = (parent.Length / Math.Max(1, Parent.Vocabulary.Count), vocabulary.Count == 0 ? 0 : first.Length / vocabulary.Count);
        for (var row = 0; row < vocabulary.Count; row++)
        {
            var known = Parent.Vocabulary.IndexOf(vocabulary[row]);
            var into = first.AsSpan(row * stride, d);
            if (known >= 0) parent.Slice(known * d, d).CopyTo(into);
            else if (placed is not null && placed.TryGetValue(vocabulary[row], out var found)) found.CopyTo(into);
        }
        return first;
    }

    /// <summary>What is said of it in a model's card.</summary>
    internal string Note(TrainingLog log)
    {
        var known = log.Vocabulary.Items.ToArray().Count(item => Parent.Vocabulary.IndexOf(item) >= 0);
        var placed = log.Vocabulary.Items.ToArray().Count(item => Parent.Vocabulary.IndexOf(item) < 0 && Placed.ContainsKey(item));
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"It went on from {Parent.Name}: {known:N0} items carried over, {log.Vocabulary.Count - known:N0} new{(placed > 0 ? $" ({placed:N0} of them placed by their attributes)" : "")}.");
    }

    float[] Constant(IReadOnlyDictionary<string, float[]> constants, string name, int length)
    {
        if (!constants.TryGetValue(name, out var values))
            throw new ArgumentException($"{Parent.Name} has no '{name}': its network is another. Leave the options out that make it another, or train anew.");
        return values.Length == length
            ? values
            : throw new ArgumentException($"'{name}' of {Parent.Name} has {values.Length} numbers and this training's {length}: its network is another. Leave the options out that make it another, or train anew.");
    }
}
