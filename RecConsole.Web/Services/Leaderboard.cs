namespace RecConsole.Web.Services;

/// <summary>Models on one data set under one protocol, the best by nDCG@10 first. Figures of two boards are never compared.</summary>
public sealed record Leaderboard(string Dataset, string Protocol, IReadOnlyList<LeaderboardRow> Rows)
{
    /// <summary>Where the runs of this program are recorded, with their commands.</summary>
    public const string Record = "docs/results/2026-11-22-models.md";

    /// <summary>Recorded runs of this program's models beside published figures of the same data and protocol.</summary>
    public static IReadOnlyList<Leaderboard> Recorded { get; } =
    [
        Of("Amazon Beauty 5-core", "leave-one-out, test part, full catalogue", "--dataset sequences:Beauty.txt --protocol loo-full",
        [
            new("SASRec, sampled softmax", 0.0921, 0.0531, null, null, "blondered/transformer_benchmark"),
            new("eSASRec", 0.0928, 0.0523, null, null, "blondered/transformer_benchmark"),
            Ours("sr", 0.0814, 0.0517, 0.0492, 0.0544, "--set steps=30,rules=1000,history.length=10,history.decay=0.5"),
            Ours("sasrec", 0.0812, 0.0496, 0.0472, 0.0521, "--epochs 40 --set dropout=0.5,length=20,negatives=1024,dimensions=128"),
            Ours("gsasrec", 0.0789, 0.0471, 0.0448, 0.0494, "--epochs 25 --set dropout=0.5,length=20,dimensions=128"),
            Ours("gru4rec", 0.0753, 0.0452, 0.0430, 0.0476, "--epochs 30 --set dropout=0.5,length=20,negatives=1024,dimensions=128"),
            Ours("iknn", 0.0723, 0.0431, 0.0409, 0.0453, "--set neighbours=1000,shrink=10,inverseUserFrequency=false,history.length=10,history.decay=0.7"),
            Ours("ease", 0.0753, 0.0429, 0.0408, 0.0452, "--set regularization=300,history.length=10,history.decay=0.7"),
            Ours("ar", 0.0694, 0.0409, 0.0388, 0.0433, "--set steps=10,rules=1000,history.length=10,history.decay=0.5"),
            new("ICLRec", 0.0744, 0.0403, null, null, "salesforce/ICLRec"),
            Ours("neumf", 0.0629, 0.0338, 0.0319, 0.0359, "--epochs 40 --set history.length=10,history.decay=0.7,regularization=0.003"),
            new("S3-Rec", 0.0647, 0.0327, null, null, "aHuiWang/CIKM2020-S3Rec"),
            new("SASRec", 0.0605, 0.0318, null, null, "aHuiWang/CIKM2020-S3Rec"),
            Ours("ials", 0.0609, 0.0317, 0.0299, 0.0335, "--set dimensions=128,regularization=0.01,unobservedWeight=0.02,iterations=8,history.length=10,history.decay=0.7"),
            Ours("caser", 0.0456, 0.0267, 0.0250, 0.0286, "--epochs 20 --set dropout=0.5,negatives=1024,dimensions=64"),
            Ours("bpr", 0.0466, 0.0233, 0.0218, 0.0248, "--epochs 30 --set history.length=50"),
            Ours("ppmi", 0.0422, 0.0215, 0.0200, 0.0230),
            Ours("lightgcn", 0.0443, 0.0215, 0.0201, 0.0230, "--epochs 20 --set history.length=50"),
            new("GRU4Rec", 0.0283, 0.0137, null, null, "aHuiWang/CIKM2020-S3Rec"),
            new("PopRec", 0.0152, 0.0068, null, null, "aHuiWang/CIKM2020-S3Rec; counts the test part too"),
            Ours("popularity", 0.0115, 0.0055, 0.0047, 0.0062),
        ]),
        Of("MovieLens-1M", "given split, 512 validation shoppers, full catalogue", "--dataset sequences-split:movielens-1m-sequences --protocol given",
        [
            new("gSASRec", null, 0.1974, null, null, "asash/gSASRec-pytorch"),
            Ours("gsasrec", 0.3105, 0.1782, 0.1528, 0.2053, "--epochs 45 --set dropout=0.2,dimensions=128,negatives=256"),
            Ours("sasrec", 0.2949, 0.1748, 0.1465, 0.2006, "--epochs 60 --set dropout=0.2,dimensions=64,negatives=512"),
            Ours("sr", 0.2578, 0.1547, 0.1295, 0.1794, "--set steps=10,rules=3416,history.length=10,history.decay=0.8"),
            new("SASRec", null, 0.1428, null, null, "asash/gSASRec-pytorch"),
            Ours("ease", 0.2383, 0.1317, 0.1071, 0.1550, "--set neighbours=3416,regularization=300,history.length=10,history.decay=0.8"),
            Ours("ials", 0.2207, 0.1222, 0.1003, 0.1445, "--set regularization=0.001,unobservedWeight=0.5,history.length=10,history.decay=0.8"),
            Ours("ar", 0.2207, 0.1172, 0.0967, 0.1386, "--set steps=10,rules=3416,history.length=10,history.decay=0.8"),
            Ours("iknn", 0.1660, 0.0943, 0.0761, 0.1155, "--set neighbours=1000,shrink=10,inverseUserFrequency=false,history.length=10,history.decay=0.8"),
            Ours("ppmi", 0.1621, 0.0789, 0.0616, 0.0975),
            Ours("popularity", 0.0332, 0.0179, 0.0091, 0.0282),
        ]),
        Of("MovieLens-100k", "leave-one-out, test part, full catalogue", "--dataset movielens:movielens-100k --protocol loo-full",
        [
            Ours("sr", 0.2015, 0.1110, 0.0947, 0.1273, "--set history.length=10,history.decay=0.8"),
            Ours("ar", 0.2047, 0.1096, 0.0937, 0.1254, "--set history.length=10,history.decay=0.8"),
            Ours("ease", 0.1803, 0.0966, 0.0823, 0.1122, "--set regularization=300,history.decay=0.95"),
            Ours("ppmi", 0.1824, 0.0927, 0.0789, 0.1070),
            Ours("sasrec", 0.1654, 0.0815, 0.0690, 0.0948, "--epochs 80 --set dropout=0.3,dimensions=64,negatives=256"),
            Ours("ials", 0.1495, 0.0780, 0.0637, 0.0927, "--set unobservedWeight=0.5,regularization=0.01"),
            Ours("iknn", 0.1283, 0.0692, 0.0555, 0.0817, "--set history.decay=0.95"),
            new("GRU4Rec", 0.1103, 0.0513, null, null, "RUCAIBox/RecBole"),
            Ours("popularity", 0.0859, 0.0449, 0.0343, 0.0553),
        ]),
        Of("MovieLens-100k", "temporal, test part, full catalogue", "--dataset movielens:movielens-100k --protocol temporal",
        [
            Ours("ease", 0.5556, 0.2195, 0.1679, 0.2748, "--set regularization=1000"),
            Ours("ials", 0.5444, 0.2186, 0.1649, 0.2758, "--set unobservedWeight=0.5,regularization=0.01"),
            Ours("ar", 0.5778, 0.2109, 0.1621, 0.2657, "--set history.length=10,history.decay=0.8"),
            Ours("ppmi", 0.5000, 0.1901, 0.1408, 0.2463),
            Ours("iknn", 0.4111, 0.1869, 0.1293, 0.2492, "--set inverseUserFrequency=false"),
            Ours("sasrec", 0.4778, 0.1817, 0.1329, 0.2370, "--epochs 80 --set dropout=0.3,dimensions=64,negatives=256"),
            Ours("sr", 0.5667, 0.1634, 0.1212, 0.2132, "--set history.length=10,history.decay=0.8"),
            Ours("popularity", 0.4667, 0.1497, 0.1059, 0.1975),
        ]),
        Of("Online Retail", "temporal, test part, full catalogue", "--dataset online-retail:online_retail.csv.gz --protocol temporal",
        [
            Ours("ease", 0.3847, 0.0838, 0.0740, 0.0937, "--set regularization=1000"),
            Ours("ials", 0.3735, 0.0798, 0.0699, 0.0903, "--set unobservedWeight=0.1,regularization=0.01"),
            Ours("ar", 0.2880, 0.0531, 0.0456, 0.0606, "--set history.length=10,history.decay=0.8"),
            Ours("iknn", 0.2925, 0.0501, 0.0436, 0.0570, "--set history.decay=0.95"),
            Ours("sr", 0.2666, 0.0499, 0.0427, 0.0575, "--set history.length=10,history.decay=0.8"),
            Ours("ppmi", 0.2452, 0.0493, 0.0421, 0.0566),
            Ours("sasrec", 0.2520, 0.0442, 0.0381, 0.0507, "--epochs 30 --set dropout=0.3,dimensions=64,negatives=512"),
            Ours("popularity", 0.1654, 0.0229, 0.0187, 0.0272),
        ]),
    ];

    /// <param name="asked">What <c>evaluate</c> is told of data and protocol.</param>
    static Leaderboard Of(string dataset, string protocol, string asked, IReadOnlyList<LeaderboardRow> rows) =>
        new(dataset, protocol, [.. rows.Select(row => row.Source is null ? row with { Command = $"evaluate {row.Model} {asked} {row.Command}".TrimEnd() } : row)]);

    /// <param name="settings">What differs from the defaults, as <c>evaluate</c> takes it.</param>
    static LeaderboardRow Ours(string model, double hitRate10, double ndcg10, double lower, double upper, string settings = "") => new(model, hitRate10, ndcg10, lower, upper, null) { Command = settings };
}

/// <param name="Lower">Of nDCG@10, 95 % over shoppers; null where the source gives none.</param>
/// <param name="Source">The repository that published it; null for a run of this program.</param>
/// <param name="Model">A key of the zoo, the name of a registered model, or what the source calls it.</param>
public sealed record LeaderboardRow(string Model, double? HitRate10, double Ndcg10, double? Lower, double? Upper, string? Source)
{
    /// <summary>What made it, with its options; null where others published it.</summary>
    public string? Command { get; init; }

    /// <summary>Where more stands of a registered model; null for other rows.</summary>
    public string? Address { get; init; }
}
