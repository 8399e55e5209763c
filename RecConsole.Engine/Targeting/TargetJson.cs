using System.Text.Json;
using RecConsole.Engine.Strategies;

namespace RecConsole.Engine.Targeting;

/// <summary>A segment or campaign as JSON and back, exactly, by the rules of <see cref="StrategyJson"/>: what is unknown or missing is refused.</summary>
public static class TargetJson
{
    public static string Write<T>(T target) where T : ITarget => JsonSerializer.Serialize(target, StrategyJson.Options);

    /// <exception cref="JsonException">What is wrong, and where.</exception>
    public static T Read<T>(string json) where T : ITarget => JsonSerializer.Deserialize<T>(json, StrategyJson.Options) ?? throw new JsonException("An object is expected, not null.");
}
