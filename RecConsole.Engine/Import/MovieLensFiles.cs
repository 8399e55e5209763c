namespace RecConsole.Engine.Import;

/// <summary>Which of the given files hold movies and which ratings, by their names; of a folder, the files in it that do.</summary>
public sealed record MovieLensFiles(IReadOnlyList<string> Movies, IReadOnlyList<string> Ratings)
{
    const string Expected = "ml-100k has *.inter and *.item, ml-1m ratings.dat and movies.dat";

    public static MovieLensFiles Of(IReadOnlyList<string> paths)
    {
        var movies = new List<string>();
        var ratings = new List<string>();
        foreach (var path in paths)
        {
            if (Directory.Exists(path))
            {
                movies.AddRange(Directory.EnumerateFiles(path).Where(HoldsMovies).Order(StringComparer.Ordinal));
                ratings.AddRange(Directory.EnumerateFiles(path).Where(HoldsRatings).Order(StringComparer.Ordinal));
            }
            else if (HoldsMovies(path)) movies.Add(path);
            else if (HoldsRatings(path)) ratings.Add(path);
            else if (!File.Exists(path)) ImportStream.Open(path).Dispose(); // says that it is missing
            else throw new ImportFailedException($"{Path.GetFileName(path)} is not named like a MovieLens file: {Expected}.");
        }
        return movies.Count + ratings.Count > 0
            ? new MovieLensFiles(movies, ratings)
            : throw new ImportFailedException($"{string.Join(", ", paths)} holds no MovieLens file: {Expected}.");
    }

    /// <summary>Whether the file is one of ml-1m's: <c>::</c> between fields, Latin-1, no header.</summary>
    public static bool IsDat(string path) => Plain(path).EndsWith(".dat", StringComparison.OrdinalIgnoreCase);

    public static bool IsOne(string path) => HoldsMovies(path) || HoldsRatings(path);

    static bool HoldsMovies(string path) => Plain(path) is var name && (name.EndsWith(".item", StringComparison.OrdinalIgnoreCase) || name.Equals("movies.dat", StringComparison.OrdinalIgnoreCase));

    static bool HoldsRatings(string path) => Plain(path) is var name && (name.EndsWith(".inter", StringComparison.OrdinalIgnoreCase) || name.Equals("ratings.dat", StringComparison.OrdinalIgnoreCase));

    static string Plain(string path) => Path.GetFileName(path) is var name && name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? name[..^3] : name;
}
