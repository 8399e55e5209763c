using RecConsole.Engine.Evaluation;

namespace RecConsole.Engine.Impact;

/// <summary>What a draft would change, as far as it has been looked at: a later report of the same study is of more requests.</summary>
public sealed record ImpactReport
{
    /// <summary>Requests looked at, of <see cref="Total"/>.</summary>
    public required int Requests { get; init; }
    public required int Total { get; init; }
    public bool IsDone => Requests == Total;
    /// <summary>Of <see cref="Requests"/>: those that were asked; the others are shoppers, as if each asked now.</summary>
    public int Logged { get; init; }

    /// <summary>Share of requests whose first slot, or first ten, hold others or in another order.</summary>
    public double ChangedTop1 { get; init; }
    public double ChangedTop10 { get; init; }
    /// <summary>Mean rank-biased overlap (p 0.9): 1 for the same slates.</summary>
    public double RankBiasedOverlap { get; init; }
    /// <summary>Items of live slates by how many slots they move up (positive) or down; those that leave are not among them.</summary>
    public IReadOnlyDictionary<int, long> Moves { get; init; } = new Dictionary<int, long>();
    /// <summary>Slots of the draft with an item that the live slate does not have.</summary>
    public long Entered { get; init; }
    public IReadOnlyDictionary<ExposureField, IReadOnlyList<ExposureShare>> Exposure { get; init; } = new Dictionary<ExposureField, IReadOnlyList<ExposureShare>>();
    /// <summary>Visits whose slates change most, the least alike first.</summary>
    public IReadOnlyList<ChangedVisit> MostChanged { get; init; } = [];

    /// <summary>How far the log can speak for the draft; null when it has no sampled slates.</summary>
    public OffPolicySupport? Support { get; init; }
    /// <summary>Estimates by reward; empty where the log does not support them.</summary>
    public IReadOnlyDictionary<Reward, OffPolicyEstimates> Estimates { get; init; } = new Dictionary<Reward, OffPolicyEstimates>();
    /// <summary>Why there is no estimate, or what it rests on, in words.</summary>
    public string EstimateSentence { get; init; } = "";

    /// <summary>What movement and exposure rest on, in words.</summary>
    public string TrafficSentence => $"Movement and exposure are of {TrafficWords.Of(Logged, Requests - Logged)}.";

    public double TookMs { get; init; }
}

/// <param name="Visit">Session, or shopper where there is none (<paramref name="IsShopper"/>).</param>
public sealed record ChangedVisit(string Visit, string Placement, double RankBiasedOverlap, bool IsShopper = false)
{
    /// <summary>Who visits; null where the shop does not know.</summary>
    public string? Shopper { get; init; }
    /// <summary>What the page was about: its category, item or search, in words; empty for none.</summary>
    public string Page { get; init; } = "";
    /// <summary>Title of the item in the first slot; null for an empty slate.</summary>
    public string? FirstLive { get; init; }
    public string? FirstDraft { get; init; }
    /// <summary>Items of the draft's slate that live's does not have.</summary>
    public int Entered { get; init; }
}
