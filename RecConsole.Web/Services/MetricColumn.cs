using RecConsole.Engine.Experiments;

namespace RecConsole.Web.Services;

/// <summary>Which columns make a metric, as <c>--metric</c> names it: <c>visit:binary</c>, <c>spend</c>, <c>clicks:ratio/views</c>.</summary>
/// <param name="Denominator">Only of a ratio.</param>
public sealed record MetricColumn(string Column, MetricKind Kind, string? Denominator)
{
    const string Ratio = "ratio/";

    public string Name => Denominator is null ? Column : $"{Column}/{Denominator}";

    public static MetricColumn? Parse(string text, out string? problem)
    {
        problem = null;
        var colon = text.LastIndexOf(':');
        if (colon < 0) return new(text, MetricKind.Mean, null);
        var (column, kind) = (text[..colon], text[(colon + 1)..]);
        if (column.Length > 0 && kind is "binary") return new(column, MetricKind.Binary, null);
        if (column.Length > 0 && kind is "mean") return new(column, MetricKind.Mean, null);
        if (column.Length > 0 && kind.StartsWith(Ratio, StringComparison.Ordinal) && kind.Length > Ratio.Length) return new(column, MetricKind.Ratio, kind[Ratio.Length..]);
        problem = $"'{text}' is no metric; write COL, COL:binary, COL:mean or COL:ratio/COL.";
        return null;
    }
}
