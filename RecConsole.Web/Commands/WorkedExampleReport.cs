using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RecConsole.Web.Commands;

/// <summary>One worked example recomputed.</summary>
/// <param name="MaxError">The largest difference from an expected figure; null where there is nothing to compare.</param>
/// <param name="Pass">Null where the kind is not known.</param>
public sealed record WorkedExampleResult(string Id, string Kind, IReadOnlyDictionary<string, object> Got, double? MaxError, double Tolerance, bool? Pass, string? Note);

/// <summary>What <c>analyze --cases</c> prints.</summary>
public sealed class WorkedExampleReport(IReadOnlyList<WorkedExampleResult> results)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public IReadOnlyList<WorkedExampleResult> Results => results;

    /// <exception cref="CommandFailedException">The file is not a list of worked examples; the message says where.</exception>
    public static WorkedExampleReport Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var document = JsonDocument.Parse(file);
            if (document.RootElement.ValueKind != JsonValueKind.Array) throw new CommandFailedException($"{path} holds no list: it should be [{{id, kind, inputs, expected, tolerance}}, ...].");
            return new WorkedExampleReport([.. document.RootElement.EnumerateArray().Select((one, place) => Recompute(one, place + 1))]);
        }
        catch (JsonException wrong)
        {
            throw new CommandFailedException($"{path} is not JSON: {wrong.Message}", wrong);
        }
        catch (IOException wrong)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(results, Json);

    public string ToText()
    {
        var text = new StringBuilder();
        foreach (var one in results)
            text.AppendLine(CultureInfo.InvariantCulture, $"{one.Pass switch { true => "pass", false => "FAIL", null => "?" },-5} {one.Id,-40} {(one.MaxError is { } error ? $"largest error {error:0.###e+0}, tolerance {one.Tolerance:0.###e+0}" : one.Note)}");
        text.Append(CultureInfo.InvariantCulture, $"{results.Count(one => one.Pass == true)} of {results.Count} pass, {results.Count(one => one.Pass is null)} of a kind that is not known");
        return text.ToString();
    }

    static WorkedExampleResult Recompute(JsonElement one, int place)
    {
        string Text(string name) => one.ValueKind == JsonValueKind.Object && one.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()! : throw new CommandFailedException($"Example {place} has no {name}.");
        var (id, kind) = (Text("id"), Text("kind"));
        if (!one.TryGetProperty("inputs", out var inputs) || !one.TryGetProperty("expected", out var expected)) throw new CommandFailedException($"The example '{id}' has no inputs or nothing expected.");
        var tolerance = one.TryGetProperty("tolerance", out var given) ? given.GetDouble() : 0;
        try
        {
            if (WorkedExamples.Recompute(kind, inputs) is not { } got) return new(id, kind, new Dictionary<string, object>(), null, tolerance, null, $"The kind '{kind}' is not known; there are {string.Join(", ", WorkedExamples.KnownKinds)}.");
            var missing = expected.EnumerateObject().Where(figure => !got.ContainsKey(figure.Name)).Select(figure => figure.Name).ToArray();
            var errors = expected.EnumerateObject().Where(figure => got.ContainsKey(figure.Name)).Select(figure => ErrorOf(figure.Value, got[figure.Name])).ToArray();
            var worst = errors.Length == 0 ? (double?)null : errors.Max();
            return new(id, kind, got, worst, tolerance, missing.Length == 0 && worst <= tolerance,
                missing.Length == 0 ? null : $"Expected, and not among what was computed: {string.Join(", ", missing)}.");
        }
        catch (Exception wrong) when (wrong is KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return new(id, kind, new Dictionary<string, object>(), null, tolerance, false, $"The inputs do not fit the kind: {wrong.Message}");
        }
    }

    static double ErrorOf(JsonElement expected, object got) => (expected.ValueKind, got) switch
    {
        (JsonValueKind.Number, double figure) => Math.Abs(figure - expected.GetDouble()),
        (JsonValueKind.Array, double[] figures) when figures.Length == expected.GetArrayLength() => expected.EnumerateArray().Zip(figures, (wanted, figure) => Math.Abs(figure - wanted.GetDouble())).DefaultIfEmpty(0).Max(),
        _ => double.PositiveInfinity,
    };
}
