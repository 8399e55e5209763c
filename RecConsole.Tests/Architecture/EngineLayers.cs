namespace RecConsole.Tests.Architecture;

/// <summary>
/// Which folder of RecConsole.Engine stands on which floor, and whom it may import. The same table stands in
/// RecConsole.Engine/README.md, "Who may know whom"; a test compares the two, so they change together, with a line of why.
/// </summary>
static class EngineLayers
{
    /// <summary>One row: the floor, the folder, and the folders (separated by spaces) that it may import; "*" is all below.</summary>
    public sealed record Layer(int Rank, string Folder, string MayImport)
    {
        public bool Allows(string other) =>
            other == Folder || (MayImport == "*" ? ByFolder[other].Rank < Rank : MayImport.Split(' ').Contains(other));
    }

    public static IReadOnlyList<Layer> All { get; } =
    [
        new(0, "Numerics", ""),
        new(1, "Statistics", "Numerics"),
        new(1, "Graph", "Numerics"),
        new(1, "Catalog", "Numerics"),
        new(1, "Audit", "Numerics"),
        new(1, "People", ""),
        new(2, "Scoring", "Graph Numerics"),
        new(2, "Events", "Catalog Numerics"),
        new(3, "Sessions", "Events Catalog"),
        new(3, "Feedback", "Events Catalog Numerics"),
        new(3, "Import", "Events Catalog Numerics"),
        new(4, "Signals", "Feedback Events Catalog Statistics Numerics"),
        new(4, "Metrics", "Feedback Events Statistics Numerics"),
        new(4, "Experiments", "Feedback Events Statistics Numerics"),
        new(4, "Models", "Sessions Feedback Events Catalog Graph Numerics"),
        new(5, "Strategies", "Signals Sessions Catalog People Numerics"),
        new(5, "Evaluation", "Models Scoring Feedback Sessions Events Catalog Statistics Numerics"),
        new(6, "Targeting", "Strategies Sessions Events Catalog Numerics"),
        new(6, "Ranking", "Strategies Models Signals Metrics Scoring Sessions Catalog Graph Numerics"),
        new(6, "Training", "Evaluation Models Feedback Sessions Events Catalog Graph Statistics Numerics"),
        new(7, "Slates", "Ranking Strategies Models Feedback Sessions Catalog Numerics"),
        new(8, "Impact", "Slates Ranking Evaluation Strategies Scoring Feedback Events Catalog Statistics Numerics"),
        new(8, "Serving", "Slates Ranking Targeting Strategies Experiments Metrics Models Feedback Sessions Events Catalog Numerics"),
        new(8, "Storage", "*"),
        new(9, "Simulation", "Serving Strategies Experiments Evaluation Feedback Sessions Events Catalog Statistics Numerics"),
        new(10, "Hosting", "*"),
    ];

    public static IReadOnlyDictionary<string, Layer> ByFolder { get; } = All.ToDictionary(layer => layer.Folder);
}
