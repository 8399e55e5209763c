using RecConsole.Engine.Impact;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Pages;

/// <summary>A chart as js/study-charts.js takes it; <see cref="Columns"/> and <see cref="Rows"/> are its table and its CSV.</summary>
public sealed record StudyFigure(string Kind, string Title, string Note, IReadOnlyList<string> Columns, IReadOnlyList<object[]> Rows)
{
    public IReadOnlyList<Bar> Values { get; init; } = [];
    public IReadOnlyList<Point> Points { get; init; } = [];
    public IReadOnlyList<Line> Lines { get; init; } = [];
    public IReadOnlyList<Group> Groups { get; init; } = [];
    public IReadOnlyList<Band> Bands { get; init; } = [];
    public IReadOnlyList<Column> Columned { get; init; } = [];
    /// <summary>Lines across that something is held against.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];
    /// <summary>Where the axis at the left begins and ends; null where it fits all.</summary>
    public IReadOnlyList<double>? YRange { get; init; }
    public string XTitle { get; init; } = "";
    public string YTitle { get; init; } = "";
    /// <summary>Of the axis at the right.</summary>
    public string Y2Title { get; init; } = "";
    public string Tick { get; init; } = "";
    public string XTick { get; init; } = "";
    public string YTick { get; init; } = "";
    public string SizeTitle { get; init; } = "";

    /// <param name="Tone">Colour: up, down, same or new.</param>
    public sealed record Bar(string Label, double Value, string Text, string Tone);

    /// <summary>Points of one kind: they share a colour and a sign.</summary>
    public sealed record Group(string Name, IReadOnlyList<double> Xs, IReadOnlyList<double> Ys, IReadOnlyList<string> Texts);

    /// <param name="IsRight">Whether it belongs to the axis at the right.</param>
    public sealed record Line(string Name, IReadOnlyList<double> Xs, IReadOnlyList<double> Ys, bool IsRight);

    /// <summary>A line with its interval at each point.</summary>
    /// <param name="Xs">Numbers, or times as ISO 8601 has them.</param>
    public sealed record Band(string Name, IReadOnlyList<object> Xs, IReadOnlyList<double> Ys, IReadOnlyList<double> Lower, IReadOnlyList<double> Upper);

    /// <summary>Bars of one kind, one a label; several kinds stand beside each other.</summary>
    public sealed record Column(string Name, IReadOnlyList<string> Labels, IReadOnlyList<double> Ys);

    public sealed record Mark(double Y, string Text);

    /// <param name="OnFront">No other beats it in all three.</param>
    /// <param name="OnPairFront">No other beats it in the two that the axes show.</param>
    public sealed record Point(double X, double Y, double Size, bool OnFront, bool OnPairFront, bool IsDraft, string Text);

    /// <summary>Where the draft's slots come from: so many slots up or down, or not on the live slate at all.</summary>
    public static StudyFigure Movement(ImpactReport report)
    {
        var slots = Math.Max(1, report.Moves.Values.Sum() + report.Entered);
        var bars = report.Moves.OrderByDescending(move => move.Key)
            .Select(move => Bar(Formatting.Signed(move.Key), move.Value, move.Key > 0 ? "up" : move.Key < 0 ? "down" : "same"))
            .Append(Bar("NEW", report.Entered, "new")).ToArray();
        return new StudyFigure("bars", "Movement", $"Share of the draft's slots by how far their item moved against live; {Formatting.Number((long)report.Requests)} requests",
            ["Movement", "Slots", "Share"], [.. report.Moves.OrderByDescending(move => move.Key).Select(move => Row(Formatting.Signed(move.Key), move.Value)), Row("NEW", report.Entered)])
        {
            Values = bars, XTitle = "slots up (+) or down (−)", Tick = ",.0%",
        };

        Bar Bar(string label, long count, string tone) => new(label, count / (double)slots, Formatting.Percent(count / (double)slots, 1), tone);
        object[] Row(string label, long count) => [label, count, Math.Round(count / (double)slots, 6)];
    }

    /// <summary>Click-through against margin, sized by diversity.</summary>
    /// <param name="keys">The weights that were moved.</param>
    public static StudyFigure Pareto(IReadOnlyList<ParetoPoint> points, IReadOnlyList<string> keys) => new("points", "Weight vectors around the draft",
        $"Expected by the click model on logged requests; {string.Join(", ", keys)} moved, {points.Count} vectors",
        ["Vector", .. keys, "CTR", "Margin a request", "Diversity", "On the front"],
        [.. points.Select((point, n) => (object[])[point.IsDraft ? "draft" : $"{n}", .. keys.Select(key => (object)Math.Round(point.Weights.GetValueOrDefault(key), 4)), Math.Round(point.Ctr, 6), Math.Round(point.Margin, 5), Math.Round(point.Diversity, 4), point.IsOnFront ? "yes" : "no"])])
    {
        Points = [.. points.Select(point => new Point(point.Ctr, point.Margin, point.Diversity, point.IsOnFront, !points.Any(other => Beats(other, point)), point.IsDraft,
            $"CTR {Formatting.Percent(point.Ctr)}, margin {ImpactWords.Value(Reward.Margin, point.Margin)}, diversity {Formatting.Number(point.Diversity, 2)}<br>{string.Join(", ", keys.Select(key => $"{key} {Formatting.Number(point.Weights.GetValueOrDefault(key), 2)}"))}"))],
        XTitle = "expected click-through rate", YTitle = "expected margin a request", XTick = ".2%", YTick = ",.3~g", SizeTitle = "larger: more diverse",
    };

    static bool Beats(ParetoPoint one, ParetoPoint other) =>
        one.Ctr >= other.Ctr && one.Margin >= other.Margin && (one.Ctr > other.Ctr || one.Margin > other.Margin);
}
