using System.Text;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Architecture;

/// <summary>A text file of the repository, with the lines as written and, for C#, the code without comments and literals.</summary>
/// <param name="RelativePath">From the repository's root, with forward slashes.</param>
sealed record SourceFile(string RelativePath, string[] Lines)
{
    /// <summary>The lines with comments and the insides of strings blanked: line numbers stay.</summary>
    public string[] Code { get; } = RelativePath.EndsWith(".cs", StringComparison.Ordinal) ? Blank(string.Join('\n', Lines)).Split('\n') : Lines;

    public string Name => RelativePath[(RelativePath.LastIndexOf('/') + 1)..];

    /// <summary>The folders above the file, outermost first.</summary>
    public string[] Folders => RelativePath.Split('/')[..^1];

    /// <summary>A finding as editors and CI recognise it: file, line, the rule.</summary>
    public string At(int lineIndex, string rule) => $"{RelativePath}:{lineIndex + 1}: {rule}";

    /// <summary>Every code line that <paramref name="find"/> reports on, as findings.</summary>
    public IEnumerable<string> Findings(Func<string, IEnumerable<string>> find) =>
        Code.SelectMany((line, index) => find(line).Select(rule => At(index, rule)));

    public static SourceFile Read(string relativePath) => new(relativePath, File.ReadAllLines(Repository.Path(relativePath)));

    static string Blank(string text)
    {
        var code = new StringBuilder(text);
        for (var i = 0; i < text.Length;)
        {
            var end = EndOfCommentOrLiteral(text, i);
            if (end == i)
            {
                i++;
                continue;
            }
            for (; i < end; i++)
                if (text[i] != '\n') code[i] = ' ';
        }
        return code.ToString();
    }

    /// <summary>Where the comment or literal that starts at <paramref name="i"/> ends; <paramref name="i"/> itself where none starts.</summary>
    static int EndOfCommentOrLiteral(string text, int i)
    {
        if (StartsWith(text, i, "//")) return IndexOrEnd(text, "\n", i);
        if (StartsWith(text, i, "/*")) return IndexOrEnd(text, "*/", i + 2, 2);
        if (text[i] == '\'') return EndOfQuoted(text, i + 1, '\'');
        if (text[i] != '"') return i;

        var quotes = 1;
        while (i + quotes < text.Length && text[i + quotes] == '"') quotes++;
        if (quotes == 2) return i + 2;
        if (quotes > 2) return IndexOrEnd(text, new string('"', quotes), i + quotes, quotes);
        var verbatim = i > 0 && (text[i - 1] == '@' || (i > 1 && text[i - 1] == '$' && text[i - 2] == '@'));
        return verbatim ? EndOfVerbatim(text, i + 1) : EndOfQuoted(text, i + 1, '"');
    }

    static bool StartsWith(string text, int i, string what) => string.CompareOrdinal(text, i, what, 0, what.Length) == 0;

    static int IndexOrEnd(string text, string what, int from, int past = 0)
    {
        var at = text.IndexOf(what, Math.Min(from, text.Length), StringComparison.Ordinal);
        return at < 0 ? text.Length : at + past;
    }

    static int EndOfQuoted(string text, int i, char quote)
    {
        for (; i < text.Length && text[i] != quote && text[i] != '\n'; i++)
            if (text[i] == '\\') i++;
        return Math.Min(i + 1, text.Length);
    }

    static int EndOfVerbatim(string text, int i)
    {
        for (; i < text.Length; i++)
        {
            if (text[i] != '"') continue;
            if (i + 1 >= text.Length || text[i + 1] != '"') return i + 1;
            i++;
        }
        return text.Length;
    }
}
