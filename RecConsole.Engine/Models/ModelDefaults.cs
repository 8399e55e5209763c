using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RecConsole.Engine.Models;

/// <summary>The options of each model with the values that hold where nothing is said: what a form offers.</summary>
public static class ModelDefaults
{
    static readonly JsonSerializerOptions Words = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) } };

    static readonly Dictionary<string, object> Settings = new()
    {
        [PopularityModel.Key] = new PopularityModel.Settings(),
        [ItemKnnModel.Key] = new ItemKnnModel.Settings(),
        [AssociationRules.Key] = new RuleSettings(),
        [SequentialRules.Key] = new RuleSettings(),
        [PpmiRecipe.Key] = new PpmiOptions(),
        [IalsModel.Key] = new IalsSettings(),
        [EaseModel.Key] = new EaseModel.Settings(),
        [Gru4RecModel.Key] = new Gru4RecModel.Settings(),
        [CaserModel.Key] = new CaserModel.Settings(),
        [SasRecModel.Key] = new SasRecModel.Settings(),
        [GsasRecModel.Key] = new GsasRecModel.Settings(),
        [BprModel.Key] = new BprModel.Settings(),
        [LightGcnModel.Key] = new LightGcnModel.Settings(),
        [NeuMfModel.Key] = new NeuMfModel.Settings(),
    };

    /// <summary>By name, as <see cref="FitRequest"/> reads them; empty for a model that lists none here.</summary>
    public static JsonObject Of(string key) => Settings.TryGetValue(key, out var settings) ? JsonSerializer.SerializeToNode(settings, settings.GetType(), Words)!.AsObject() : [];
}
