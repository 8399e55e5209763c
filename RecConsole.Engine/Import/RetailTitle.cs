using System.Text;

namespace RecConsole.Engine.Import;

/// <summary>Descriptions in capitals (WHITE HANGING HEART T-LIGHT HOLDER) as titles (White Hanging Heart T-Light Holder).</summary>
public static class RetailTitle
{
    static readonly HashSet<string> SmallWords = ["a", "an", "and", "at", "by", "de", "for", "from", "in", "of", "on", "or", "the", "to", "with"];
    static readonly HashSet<string> Initialisms = ["BBQ", "CD", "DVD", "LED", "MP3", "PVC", "TV", "UK", "USA", "USB", "3D", "I", "IOU"];

    public static string Tidy(string description)
    {
        var words = description.Trim(' ', ',', '.', '*').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var title = new StringBuilder(description.Length);
        foreach (var word in words)
        {
            if (title.Length > 0) title.Append(' ');
            AppendWord(title, word, isFirst: title.Length == 0);
        }
        return title.ToString();
    }

    static void AppendWord(StringBuilder title, string word, bool isFirst)
    {
        if (Initialisms.Contains(word.Trim('"', ',', '(', ')'))) title.Append(word);
        else if (!isFirst && SmallWords.Contains(word.ToLowerInvariant())) title.Append(word.ToLowerInvariant());
        else AppendCapitalized(title, word);
    }

    static void AppendCapitalized(StringBuilder title, string word)
    {
        var isStart = true;
        foreach (var c in word)
        {
            title.Append(isStart ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c));
            // 10CM stays one word (10cm), T-LIGHT and PACK/12 are two
            isStart = !char.IsLetterOrDigit(c) && c != '\'' && c != '`';
        }
    }
}
