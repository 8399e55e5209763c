using RecConsole.Engine.Models.Clicks;
using RecConsole.Engine.Models.Pairs;

namespace RecConsole.Engine.Models;

/// <summary>
/// Neural matrix factorisation (He, Liao, Zhang, Nie, Hu and Chua 2017) as the click model on the top M: how probable it is that
/// the shopper deals with an item and, where the data tell purchases from other dealings, that they buy it then, both calibrated
/// on shoppers kept apart. The shopper is the sum of what they dealt with, not a row of a table, so anybody with a history is
/// served. Served as a sparse term: GMF, an inner product, finds the top M of the whole catalogue, the whole network values them.
/// </summary>
public static class NeuMfModel
{
    public const string Key = "neumf";

    /// <summary>Drawn for each item that a shopper dealt with where probabilities are calibrated and measured, so that all figures have one base rate; as many as the paper trains with.</summary>
    public const int NegativesPerClick = 4;

    public sealed record Settings : PairSettings
    {
        public Settings() => (Epochs, Negatives, LearningRate) = (30, NegativesPerClick, 0.002);

        /// <summary>Width of the first layer over both vectors; each further one has half of it.</summary>
        public int Hidden { get; init; } = 64;

        public int Layers { get; init; } = 3;

        /// <summary>Share of a layer's outputs that the next does not see in a training step.</summary>
        public double Dropout { get; init; }

        /// <summary>M: items that GMF finds and the whole network values.</summary>
        public int Candidates { get; init; } = 256;

        /// <summary>A batch is learned in so many parts at once: belongs to the options, as the same number gives the same model on any machine.</summary>
        public int Workers { get; init; } = 2;

        public override void Validate()
        {
            base.Validate();
            if (Layers is < 1 or > 8) throw new ArgumentException($"Layers is {Layers}; it must lie between 1 and 8.");
            if (Hidden > 1024 || Hidden >> (Layers - 1) < 1) throw new ArgumentException($"Hidden is {Hidden}; it must lie between {1 << (Layers - 1)}, which leaves the last of {Layers} layers one output, and 1,024.");
            if (!(Dropout is >= 0 and < 1)) throw new ArgumentException($"Dropout is {Dropout}; it must be 0 or more and below 1.");
            if (Candidates is < 1 or > SessionLists.MaxItems) throw new ArgumentException($"Candidates is {Candidates}; it must lie between 1 and {SessionLists.MaxItems}, the longest list that is served.");
            if (Workers is < 1 or > 64) throw new ArgumentException($"Workers is {Workers}; it must lie between 1 and 64.");
        }
    }

    public static IModelTraining Begin(FitRequest request)
    {
        var settings = request.Read<Settings>();
        return new ClickTraining(request, settings, new ModelCard(
            $"sparse term of {settings.Candidates} items: the factors' inner product finds them in the whole catalogue, the whole network gives each its probability of a click; the shopper is the sum of second factors of the latest {settings.History.Length} items",
            "He et al. 2017; Ma et al. 2018 for purchases", ModelCard.Json(settings)));
    }
}
