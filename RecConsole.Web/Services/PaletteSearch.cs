using RecConsole.Engine.Catalog;
using RecConsole.Engine.Hosting;

namespace RecConsole.Web.Services;

/// <summary>A place to go: what it is called, what else is said of it, and its address.</summary>
public sealed record PaletteEntry(string Title, string Detail, string Address, string Icon);

/// <summary>In: what somebody types into the palette. Out: the strategies, experiments and items that it may mean, the likeliest first. Safe on any thread.</summary>
public sealed class PaletteSearch(StrategyDesk strategies, ExperimentDesk experiments, CatalogStore catalog)
{
    public const int MostStrategies = 6;
    public const int MostExperiments = 6;
    public const int MostItems = 8;

    const int CancellationStride = 4096;

    /// <summary>Strategies whose key holds every word; all of them, as far as there is room, for no word.</summary>
    public IReadOnlyList<PaletteEntry> Strategies(string text)
    {
        var words = Words(text);
        return [.. strategies.Keys
            .Where(key => Array.TrueForAll(words, word => key.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(key => Tier(key, key, text.Trim())).ThenBy(key => key, StringComparer.OrdinalIgnoreCase)
            .Take(MostStrategies)
            .Select(key => new PaletteEntry(key, "Strategy", $"strategies/{Uri.EscapeDataString(key)}", "sliders"))];
    }

    /// <summary>Experiments whose name or key holds every word, those that run first; all of them, as far as there is room, for no word.</summary>
    public IReadOnlyList<PaletteEntry> Experiments(string text)
    {
        var words = Words(text);
        return [.. experiments.All
            .Where(one => Array.TrueForAll(words, word => one.Key.Contains(word, StringComparison.OrdinalIgnoreCase) || one.Name.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(one => Tier(one.Key, one.Name, text.Trim())).ThenBy(one => !one.IsRunning).ThenBy(one => one.Name, StringComparer.OrdinalIgnoreCase)
            .Take(MostExperiments)
            .Select(one => new PaletteEntry(one.Name, $"Experiment · {one.Key} · {one.Status.ToString().ToLowerInvariant()}", $"experiments/{Uri.EscapeDataString(one.Key)}", "experiments"))];
    }

    /// <summary>Items with every word in title, id, brand or category; none for no word. One look at each item: about 15 ms at 100,000.</summary>
    /// <exception cref="OperationCanceledException">More was typed meanwhile.</exception>
    public IReadOnlyList<PaletteEntry> Items(string text, CancellationToken cancellation = default)
    {
        var words = Words(text);
        if (words.Length == 0) return [];
        var snapshot = catalog.Current;
        var whole = text.Trim();
        var best = new PriorityQueue<int, (int Tier, int Index)>(Comparer<(int Tier, int Index)>.Create((a, b) => b.CompareTo(a))); // the worst comes out first
        for (var index = 0; index < snapshot.Count; index++)
        {
            if (index % CancellationStride == 0) cancellation.ThrowIfCancellationRequested();
            var item = snapshot[index];
            if (!CatalogListing.HoldsAll(item, words)) continue;
            best.Enqueue(index, (Tier(item.Id.Value, item.Title, whole), index));
            if (best.Count > MostItems) best.Dequeue();
        }
        var found = new PaletteEntry[best.Count];
        for (var n = found.Length - 1; n >= 0; n--) found[n] = Entry(snapshot[best.Dequeue()]);
        return found;
    }

    static PaletteEntry Entry(Item item) => new(item.Title, string.Join(" · ", new[] { item.Id.Value, item.Brand, item.Category }.Where(word => !string.IsNullOrEmpty(word))), $"catalog/{Uri.EscapeDataString(item.Id.Value)}", "catalog");

    /// <summary>0: its id, 1: the id begins so, 2: the title does, 3: the words are somewhere.</summary>
    static int Tier(string id, string title, string whole) =>
        id.Equals(whole, StringComparison.OrdinalIgnoreCase) ? 0
        : id.StartsWith(whole, StringComparison.OrdinalIgnoreCase) ? 1
        : title.StartsWith(whole, StringComparison.OrdinalIgnoreCase) ? 2 : 3;

    static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
