using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Api;

/// <summary>What a body that cannot be read has wrong, in the words of the API: the reader's own sentences name types of ours.</summary>
static partial class JsonFault
{
    /// <summary>A sentence, without its full stop, on what is wrong and what would be right.</summary>
    public static string Say(JsonException fault)
    {
        if (fault.InnerException is ArgumentException content) return content.Message.TrimEnd('.');
        if (Missing().Match(fault.Message) is { Success: true } missing) return $"{missing.Groups[1].Value.Replace("'", "", StringComparison.Ordinal)} must be given{Where(fault)}";
        if (Unmapped().Match(fault.Message) is { Success: true } unmapped) return $"The field '{unmapped.Groups[1].Value}' does not belong here; /openapi/v1.json says which do";
        if (Converted().Match(fault.Message) is { Success: true } converted && fault.Path is { } path) return $"The value at {path} is not {Kind(converted.Groups[1].Value, path)}";
        return fault.InnerException is JsonException || fault.Path is null or "$"
            ? $"The body is not JSON, or not an object: it ends or breaks at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}"
            : $"The JSON value at {fault.Path} is not of the kind that belongs there; /openapi/v1.json says which does";
    }

    static string Where(JsonException fault) => fault.Path is null or "$" ? "" : $" at {fault.Path}";

    /// <summary>What a value has to be, by the type that it did not become; the reader names the whole where a field of it is at fault.</summary>
    static string Kind(string name, string path)
    {
        var type = Type.GetType(name) ?? typeof(StrategyRule).Assembly.GetType(name);
        if (type is { IsEnum: false } && (type.Assembly == typeof(StrategyRule).Assembly || type.Assembly == typeof(JsonFault).Assembly))
            type = type.GetProperty(path[(path.LastIndexOf('.') + 1)..], BindingFlags.IgnoreCase | BindingFlags.Public | BindingFlags.Instance)?.PropertyType;
        type = type is null ? null : Nullable.GetUnderlyingType(type) ?? type;
        if (type is { IsEnum: true }) return $"one of {string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName))}";
        return type is null ? Other : Type.GetTypeCode(type) switch
        {
            TypeCode.Int32 or TypeCode.Int64 => "a whole number",
            TypeCode.UInt64 => "a whole number from 0",
            TypeCode.Single or TypeCode.Double or TypeCode.Decimal => "a number",
            TypeCode.Boolean => "true or false",
            TypeCode.String => "a text",
            _ when type == typeof(DateTimeOffset) => "a time such as 2026-11-22T08:00:00Z",
            _ when type == typeof(JsonObject) => "an object",
            _ => Other,
        };
    }

    const string Other = "of the kind that belongs there; /openapi/v1.json says which does";

    [GeneratedRegex("missing required properties including: (.+?)\\.(?: |$)")]
    private static partial Regex Missing();

    [GeneratedRegex("^The JSON property '(.+?)' could not be mapped")]
    private static partial Regex Unmapped();

    [GeneratedRegex("^The JSON value could not be converted to (.+?)\\. Path")]
    private static partial Regex Converted();
}
