using System.Globalization;
using System.Text.Json;

namespace RecConsole.Web.Commands;

/// <summary>What <c>bench whatif</c> found: medians of its runs.</summary>
/// <param name="TotalMs">From the draft to the last figure.</param>
/// <param name="FirstFigureMs">To the first report.</param>
/// <param name="LeastTotalMs">The quickest run.</param>
/// <param name="MostTotalMs">The slowest run.</param>
/// <param name="Verdict">Of the draft: estimates were part of the work.</param>
public sealed record WhatIfBenchReport(int Requests, int Items, double TotalMs, double FirstFigureMs, double LeastTotalMs, double MostTotalMs, int Runs, string Verdict)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {Requests:N0} logged requests against {Items:N0} items, {Runs} runs
        total         {TotalMs,8:N0} ms   ({LeastTotalMs:N0} to {MostTotalMs:N0})
        first figure  {FirstFigureMs,8:N0} ms
        verdict       {Verdict}
        """);
}
