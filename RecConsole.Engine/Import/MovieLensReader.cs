using System.Text.RegularExpressions;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Engine.Import;

/// <summary>
/// In: MovieLens, ml-100k as <c>.inter</c> and <c>.item</c> or ml-1m as <c>.dat</c>; files or their folder. Out: a rating is a
/// <c>rate</c> event with its stars; a movie is an item with its first genre as category, its year and genres as attributes, added
/// when first rated. Sessions are cut by a gap of 30 minutes.
/// </summary>
public sealed partial class MovieLensReader : IShopReader
{
    public string Format => "movielens";
    public string Description => "ml-100k (.inter and .item) or ml-1m (.dat); files or their folder";
    public IReadOnlyList<string> Fields => [];
    public IReadOnlyList<string> RequiredFields => [];
    public IReadOnlyList<string> FileEndings => [];

    public ImportedShop Read(ImportReading reading)
    {
        var files = MovieLensFiles.Of(reading.Paths);
        var items = new ItemCollector(reading.Account);
        foreach (var path in files.Movies) ReadMovies(reading, path, items);
        var events = new List<ShopEvent>();
        foreach (var path in files.Ratings) ReadRatings(reading, path, events);

        var history = SessionCutter.Cut(EventOrder.OldestFirst(events));
        return new ImportedShop(Format, Dated(items.Items, history), history, reading.Account)
        {
            Scope = files.Ratings.Count == 0 ? ImportScope.Catalog : ImportScope.Shop,
            Users = history.Select(e => e.UserId).Distinct().Count(),
            Notes =
            [
                files.Ratings.Count == 0
                    ? "No ratings among the files: the catalogue only."
                    : "No sessions in the files: a shopper's session ends after 30 minutes without a rating.",
                .. files.Movies.Count == 0 ? ["No movies among the files: items are named by their ids."] : (string[])[],
            ],
        };
    }

    static void ReadMovies(ImportReading reading, string path, ItemCollector items)
    {
        // ml-1m: id, title (year), genres; ml-100k: id, title, genres, year
        var isDat = MovieLensFiles.IsDat(path);
        using var rows = new MovieLensRows(reading, path, isDat ? ["item_id", "movie_title", "class"] : ["item_id", "movie_title", "class", "release_year"], required: 2);
        while (rows.Read())
        {
            if (rows.Fault is { } fault) reading.Account.Reject(fault, rows.Place);
            else items.Add(MovieOf(rows.Values), decimalComma: false, () => rows.Place);
            reading.Advance();
        }
    }

    static ItemText MovieOf(string[] values)
    {
        var title = YearAtEnd().Match(values[1]);
        var genres = values[2].Split(['|', ' '], StringSplitOptions.RemoveEmptyEntries);
        var movie = new ItemText();
        movie.Set("id", values[0]);
        movie.Set("title", title.Success ? values[1][..title.Index] : values[1]);
        movie.Set("category", genres.FirstOrDefault() ?? "");
        movie.SetAttribute("genres", string.Join(", ", genres));
        movie.SetAttribute("year", title.Success ? title.Groups[1].Value : values.ElementAtOrDefault(3) ?? "");
        return movie;
    }

    static void ReadRatings(ImportReading reading, string path, List<ShopEvent> events)
    {
        var users = new StringPool();
        var movies = new StringPool();
        using var rows = new MovieLensRows(reading, path, ["user_id", "item_id", "rating", "timestamp"], required: 4);
        while (rows.Read())
        {
            if (rows.Fault is { } fault) reading.Account.Reject(fault, rows.Place);
            else if (!FieldText.TryTimestamp(rows.Values[3], out var at)) reading.Account.Reject("invalid timestamp", rows.Place, $"timestamp '{rows.Values[3]}' is not Unix seconds");
            else if (!FieldText.TryDecimal(rows.Values[2], false, out var stars)) reading.Account.Reject("invalid rating", rows.Place, $"rating '{rows.Values[2]}' is not a number");
            else if (reading.Validate(new EventDraft
            {
                EventId = $"movielens-{events.Count + 1:D6}",
                Type = "rate",
                UserId = users.Get(rows.Values[0]),
                SessionId = SessionCutter.Uncut,
                ItemId = movies.Get(rows.Values[1]),
                Timestamp = at,
                Rating = (double)stars,
            }, out var reason, out var detail) is { } rating)
            {
                events.Add(rating);
                reading.Account.Keep();
            }
            else reading.Account.Reject(reason, rows.Place, detail);
            reading.Advance();
        }
    }

    /// <summary>The movies with the time of their first rating, and stand-ins for what is rated but not listed.</summary>
    static IReadOnlyList<Item> Dated(IReadOnlyList<Item> movies, IReadOnlyList<ShopEvent> history)
    {
        var seen = StandInItems.Of(history).ToDictionary(item => item.Id);
        var dated = movies.Select(movie => seen.Remove(movie.Id, out var standIn) ? movie with { AddedAt = standIn.AddedAt } : movie).ToList();
        return [.. dated, .. seen.Values];
    }

    [GeneratedRegex(@"\s*\((\d{4})\)$")]
    private static partial Regex YearAtEnd();
}
