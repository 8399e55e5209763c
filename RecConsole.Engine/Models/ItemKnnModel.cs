namespace RecConsole.Engine.Models;

/// <summary>
/// Item neighbours (Sarwar, Karypis, Konstan and Riedl 2001, "Item-based collaborative filtering"): the cosine of two items'
/// columns, sim(i, j) = sum over shoppers with both of w_u² / (|i| |j| + shrink), |i|² = sum of w_u² over the shoppers of i.
/// The shrinkage takes from pairs that few have seen (Bell and Koren 2007); w_u = log(V / items of u) is the inverse user
/// frequency (Breese, Heckerman and Kadie 1998): who deals with everything tells little of any pair.
/// </summary>
public static class ItemKnnModel
{
    public const string Key = "iknn";

    public sealed record Settings : IModelSettings
    {
        /// <summary>Length of an item's list.</summary>
        public int Neighbours { get; init; } = 200;
        public double Shrink { get; init; } = 10;
        public bool InverseUserFrequency { get; init; } = true;
        public HistoryOptions History { get; init; } = new();

        public void Validate()
        {
            ModelOptions.ThrowIfBelowOne(Neighbours, nameof(Neighbours));
            if (!(Shrink >= 0 && double.IsFinite(Shrink))) throw new ArgumentException($"Shrink is {Shrink}; it must be 0 or more.");
            History.Validate();
        }
    }

    /// <summary>Cost: the sum over shoppers of the square of their items.</summary>
    public static IFittedModel Fit(FitRequest request)
    {
        var settings = request.Read<Settings>();
        var log = request.Log;
        var count = log.Vocabulary.Count;
        var squares = Array.ConvertAll(log.UserSets, set => settings.InverseUserFrequency ? Square(Math.Log((double)count / set.Length)) : 1);
        var norms = Array.ConvertAll(log.ItemSets, shoppers => Math.Sqrt(shoppers.Sum(user => squares[user])));
        var lists = ItemLists.Build(count, request.Parallel, (item, sums) =>
        {
            foreach (var user in log.ItemSets[item])
                foreach (var other in log.UserSets[user])
                    if (other != item) sums.Add(other, squares[user]);
            sums.Weigh((other, both) => both / (norms[item] * norms[other] + settings.Shrink));
        }, settings.Neighbours);
        return new ItemListModel(new ModelArtifact(Key, log.Vocabulary, lists, settings.History.ToEncoder(), request.Record(settings))
        {
            Card = new ModelCard($"sparse term: {settings.Neighbours} neighbours an item, under the weight of relevance", "Sarwar et al. 2001; Bell and Koren 2007", ModelCard.Json(settings)),
        });
    }

    static double Square(double x) => x * x;
}
