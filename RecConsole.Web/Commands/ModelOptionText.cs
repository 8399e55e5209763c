using System.Globalization;
using System.Text.Json.Nodes;

namespace RecConsole.Web.Commands;

/// <summary>In: <c>name=value,history.length=5</c>. Out: the same as JSON, numbers and booleans as such.</summary>
public static class ModelOptionText
{
    /// <summary>The options, or null with what is wrong.</summary>
    public static JsonObject? Parse(IEnumerable<string> texts, out string? problem)
    {
        problem = null;
        var options = new JsonObject();
        foreach (var pair in texts.SelectMany(text => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == pair.Length - 1)
            {
                problem = $"'{pair}' is not name=value.";
                return null;
            }
            var path = pair[..equals].Split('.');
            var place = options;
            foreach (var name in path[..^1])
            {
                if (place[name] is not JsonObject inner) place[name] = inner = [];
                place = inner;
            }
            place[path[^1]] = ValueOf(pair[(equals + 1)..]);
        }
        return options;
    }

    /// <summary>The same the other way round; empty for no options.</summary>
    public static string Write(JsonObject options) => string.Join(',', Pairs("", options));

    static IEnumerable<string> Pairs(string path, JsonObject options) =>
        options.SelectMany(pair => pair.Value is JsonObject inner ? Pairs($"{path}{pair.Key}.", inner) : [$"{path}{pair.Key}={pair.Value}"]);

    static JsonNode ValueOf(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? JsonValue.Create(whole)
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? JsonValue.Create(number)
        : bool.TryParse(text, out var flag) ? JsonValue.Create(flag)
        : JsonValue.Create(text);
}
