using System.Text;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: sequences of items as research sets have them, separated by blanks, oldest first. Out: one view an item (or the type
/// that <c>--map type:=...</c> names), with stand-in items. The layout is recognised: two values in every line are "user
/// item"; else the first values are users where no two lines share one, and items where they do. The files hold no times: each
/// shopper's last event is set to <see cref="End"/> and those before it a minute apart, as one session.
/// </summary>
public sealed class SequencesReader : IShopReader
{
    /// <summary>When every made-up history ends.</summary>
    public static readonly DateTimeOffset End = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    internal static readonly TimeSpan Step = TimeSpan.FromMinutes(1);
    static readonly char[] Blanks = [' ', '\t'];

    public string Format => "sequences";
    public string Description => "lines \"user item\" (SASRec) or \"user item item ...\", oldest first";
    public IReadOnlyList<string> Fields => ["type"];
    public IReadOnlyList<string> RequiredFields => [];
    public IReadOnlyList<string> FileEndings => [".txt", ".seq"];

    public ImportedShop Read(ImportReading reading)
    {
        var itemsByUser = new Dictionary<string, List<ItemId>>(StringComparer.Ordinal);
        var layouts = new List<string>();
        foreach (var path in reading.Paths)
        {
            var layout = Recognise(reading, path);
            layouts.Add($"{Path.GetFileName(path)}: {Sentence(layout)}");
            ReadFile(reading, path, layout, itemsByUser);
        }
        var events = EventsOf(reading, itemsByUser);
        return new ImportedShop(Format, StandInItems.Of(events), events, reading.Account)
        {
            Users = itemsByUser.Count,
            Notes = [.. layouts, $"The file holds no times: each shopper's last event is set to {End:yyyy-MM-dd}, those before it a minute apart."],
        };
    }

    static SequenceLayout Recognise(ImportReading reading, string path)
    {
        using var lines = Open(reading, path);
        var firsts = new HashSet<string>(StringComparer.Ordinal);
        var (onlyPairs, firstsDiffer) = (true, true);
        while (lines.Read())
        {
            var values = lines.Text.Split(Blanks, 3, StringSplitOptions.RemoveEmptyEntries);
            onlyPairs &= values.Length == 2;
            firstsDiffer &= firsts.Add(values[0]);
        }
        return onlyPairs ? SequenceLayout.Pairs : firstsDiffer ? SequenceLayout.UserThenItems : SequenceLayout.ItemsOnly;
    }

    static void ReadFile(ImportReading reading, string path, SequenceLayout layout, Dictionary<string, List<ItemId>> itemsByUser)
    {
        var pool = new StringPool();
        var number = 0;
        using var lines = Open(reading, path);
        while (lines.Read())
        {
            number++;
            var values = lines.Text.Split(Blanks, StringSplitOptions.RemoveEmptyEntries);
            var start = layout == SequenceLayout.ItemsOnly ? 0 : 1;
            if (Fault(values, start) is { } fault) reading.Account.Reject(fault, lines.Place);
            else
            {
                var user = layout == SequenceLayout.ItemsOnly ? $"user-{number}" : values[0];
                if (!itemsByUser.TryGetValue(user, out var items)) itemsByUser[user] = items = [];
                foreach (var value in values.AsSpan(start)) items.Add(new ItemId(pool.Get(value)));
                reading.Account.Keep();
            }
            reading.Advance();
        }
    }

    static string? Fault(string[] values, int start) =>
        values.Length <= start ? "a user without items"
        : values.Any(value => value.Length > ItemId.MaxLength || value.Any(char.IsControl)) ? "an id that is none"
        : null;

    static IReadOnlyList<ShopEvent> EventsOf(ImportReading reading, Dictionary<string, List<ItemId>> itemsByUser)
    {
        var kind = EventTypeText.Normalize(reading.Columns.Constant("type") ?? "view");
        var events = new List<ShopEvent>();
        foreach (var (user, items) in itemsByUser)
        {
            for (var i = 0; i < items.Count; i++)
            {
                var valid = reading.Validate(new EventDraft
                {
                    EventId = $"sequences-{events.Count + 1:D6}",
                    Type = kind,
                    UserId = user,
                    SessionId = user,
                    ItemId = items[i].Value,
                    Timestamp = End - (items.Count - 1 - i) * Step,
                }, out _, out var detail);
                events.Add(valid ?? throw new ImportFailedException(detail!));
            }
        }
        return EventOrder.OldestFirst(events);
    }

    static TextLines Open(ImportReading reading, string path) => new(reading.Open(path), new UTF8Encoding(false));

    static string Sentence(SequenceLayout layout) => layout switch
    {
        SequenceLayout.Pairs => "one \"user item\" a line.",
        SequenceLayout.UserThenItems => "one shopper a line, the user first.",
        _ => "one shopper a line; first values repeat, so they are items, and the shopper is named by the line's number.",
    };
}
