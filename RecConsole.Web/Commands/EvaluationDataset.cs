using RecConsole.Engine.Import;

namespace RecConsole.Web.Commands;

/// <summary>FORMAT:PATH: what is evaluated on.</summary>
public sealed record EvaluationDataset(string Format, string Path)
{
    /// <summary>The format of a folder that holds a split.</summary>
    public const string GivenFormat = "sequences-split";

    public bool IsGiven => Format == GivenFormat;

    public static EvaluationDataset? Parse(string text, out string? problem)
    {
        problem = null;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var formats = string.Join(", ", ShopReaders.All.Select(reader => reader.Format).Append(GivenFormat));
        if (colon <= 0 || colon == text.Length - 1) problem = $"'{text}' is not FORMAT:PATH, such as sequences:Beauty.txt; formats are {formats}.";
        else if (text[..colon] is var format && format != GivenFormat && ShopReaders.Find(format) is null) problem = $"'{format}' is not a format; there are {formats}.";
        else return new EvaluationDataset(format, text[(colon + 1)..]);
        return null;
    }
}
