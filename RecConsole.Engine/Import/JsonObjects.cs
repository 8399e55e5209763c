using System.Text.Json;

namespace RecConsole.Engine.Import;

/// <summary>In: a JSON array, or JSON values one after the other (JSON lines). Out: its elements, one at a time.</summary>
public static class JsonObjects
{
    static readonly JsonSerializerOptions Lenient = new() { AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip };

    /// <param name="stream">At its beginning.</param>
    /// <param name="isArray">Whether the text is one array; see <see cref="IsArray"/>.</param>
    /// <exception cref="ImportFailedException">The text is no JSON, or an element is longer than a record may be.</exception>
    public static IEnumerable<JsonElement> Read(ImportStream stream, bool isArray)
    {
        using var elements = JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(stream, topLevelValues: !isArray, Lenient)
            .ToBlockingEnumerable().GetEnumerator();
        while (true)
        {
            JsonElement element;
            try
            {
                if (!elements.MoveNext()) yield break;
                element = elements.Current;
            }
            catch (JsonException broken)
            {
                throw new ImportFailedException($"{stream.Name} is not valid JSON at line {(broken.LineNumber ?? 0) + 1}: {Sentence(broken.Message)}", broken);
            }
            stream.EndRecord();
            yield return element;
        }
    }

    /// <summary>Whether the text is an array.</summary>
    public static bool IsArray(ImportStream stream) => FirstCharacter(stream) == '[';

    /// <summary>The first character that is no blank, or null in a blank text.</summary>
    public static char? FirstCharacter(ImportStream stream)
    {
        while (stream.ReadByte() is >= 0 and var next)
            if (next is not (' ' or '\t' or '\r' or '\n' or 0xEF or 0xBB or 0xBF)) return (char)next; // the three are the byte order mark
        return null;
    }

    /// <summary>The parser's message in one short line: it repeats the text that it stumbled over, however long.</summary>
    static string Sentence(string message)
    {
        const int longest = 160;
        if (message.IndexOf(" Path:", StringComparison.Ordinal) is > 0 and var end) message = message[..end];
        if (message.Length > longest) message = message[..longest] + "...";
        return message.ReplaceLineEndings(" ");
    }
}
