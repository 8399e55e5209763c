using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: a folder in the form of gSASRec's data sets: <c>train_input</c>, <c>val_input</c>, <c>val_output</c> and perhaps
/// <c>test_output</c> (<c>.txt</c>, gzipped or not), one shopper a line, items separated by blanks, oldest first. Out: the
/// training events and who is asked for what. Lines of <c>val_input</c> are shoppers of <c>train_input</c> with one item more.
/// </summary>
public sealed record SequenceSplit(IReadOnlyList<ShopEvent> Training, IReadOnlyList<(IReadOnlyList<ItemId> History, ItemId Target)> Validation)
{
    /// <summary>The same shoppers one item later; empty where the folder has no <c>test_output</c>, or their lines cannot be told.</summary>
    public IReadOnlyList<(IReadOnlyList<ItemId> History, ItemId Target)> Test { get; init; } = [];

    /// <exception cref="ImportFailedException">A file is missing or broken, or two files do not belong together.</exception>
    public static SequenceSplit Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new ImportFailedException($"{folder} is not a folder; a given split is one with train_input, val_input and val_output.");
        var train = Lines(FileOf(folder, "train_input") ?? throw Missing(folder, "train_input"));
        var inputs = Lines(FileOf(folder, "val_input") ?? throw Missing(folder, "val_input"));
        var outputs = Targets(FileOf(folder, "val_output") ?? throw Missing(folder, "val_output"));
        if (inputs.Count != outputs.Count) throw new ImportFailedException($"{folder}: val_input has {inputs.Count} lines and val_output {outputs.Count}; line k of one belongs to line k of the other.");
        return new SequenceSplit(EventsOf(train), [.. inputs.Zip(outputs, (history, target) => ((IReadOnlyList<ItemId>)history, target))])
        {
            Test = FileOf(folder, "test_output") is { } testPath ? TestOf(train, inputs, outputs, Targets(testPath)) : [],
        };
    }

    /// <summary>One view an item, at the made-up times of <see cref="SequencesReader"/>.</summary>
    static List<ShopEvent> EventsOf(List<ItemId[]> lines)
    {
        var events = new List<ShopEvent>(lines.Sum(line => line.Length));
        for (var k = 0; k < lines.Count; k++)
        {
            var (user, session) = (new UserId($"user-{k + 1}"), new SessionId($"user-{k + 1}"));
            for (var i = 0; i < lines[k].Length; i++)
                events.Add(new ShopEvent(new EventId($"train-{events.Count + 1}"), EventKind.View, user, session, SequencesReader.End - (lines[k].Length - 1 - i) * SequencesReader.Step)
                {
                    ItemId = lines[k][i],
                    Origin = EventOrigin.Imported,
                });
        }
        return events;
    }

    /// <summary>test_output has a line for each of train_input; a shopper of val_input is the one whose training line begins theirs.</summary>
    static IReadOnlyList<(IReadOnlyList<ItemId>, ItemId)> TestOf(List<ItemId[]> train, List<ItemId[]> inputs, List<ItemId> outputs, List<ItemId> tests)
    {
        if (tests.Count != train.Count) return [];
        var lineOf = train.Select((line, index) => (Key: KeyOf(line), index)).ToLookup(pair => pair.Key, pair => pair.index);
        var asked = new List<(IReadOnlyList<ItemId>, ItemId)>(inputs.Count);
        for (var i = 0; i < inputs.Count; i++)
        {
            var lines = lineOf[KeyOf(inputs[i].AsSpan(0, inputs[i].Length - 1))].ToList();
            if (lines.Count != 1) return [];
            asked.Add(([.. inputs[i], outputs[i]], tests[lines[0]]));
        }
        return asked;
    }

    static string KeyOf(ReadOnlySpan<ItemId> line) => string.Join(' ', line.ToArray());

    static List<ItemId> Targets(string path)
    {
        var lines = Lines(path);
        for (var i = 0; i < lines.Count; i++)
            if (lines[i].Length != 1) throw new ImportFailedException($"{Path.GetFileName(path)}: line {i + 1} has {lines[i].Length} items; one is looked for.");
        return lines.ConvertAll(line => line[0]);
    }

    static List<ItemId[]> Lines(string path)
    {
        using var text = new TextLines(ImportStream.Open(path), new System.Text.UTF8Encoding(false));
        var lines = new List<ItemId[]>();
        while (text.Read()) lines.Add(Array.ConvertAll(text.Text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries), item => new ItemId(item)));
        return lines;
    }

    static string? FileOf(string folder, string name) =>
        new[] { name + ".txt", name + ".txt.gz", name, name + ".gz" }.Select(file => Path.Combine(folder, file)).FirstOrDefault(File.Exists);

    static ImportFailedException Missing(string folder, string name) => new($"{folder} has no {name}.txt (or .txt.gz); a given split is a folder with train_input, val_input and val_output.");
}
