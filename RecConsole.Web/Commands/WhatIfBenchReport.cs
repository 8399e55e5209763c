using System.Globalization;
using System.Text.Json;

namespace RecConsole.Web.Commands;

/// <summary>What <c>bench whatif</c> found: medians of its runs.</summary>
/// <param name="TotalMs">From the draft to the last figure.</param>
/// <param name="FirstFigureMs">To the first report.</param>
/// <param name="LeastTotalMs">The quickest run.</param>
/// <param name="MostTotalMs">The slowest run.</param>
/// <param name="FirstRunMs">The run that met samples which no study had met.</param>
/// <param name="ProcessorMs">Processor time of a run, all threads: what the total would be on one idle processor at most; other work on the machine does not stretch it much.</param>
/// <param name="Verdict">Of the draft: estimates were part of the work.</param>
/// <param name="EffectiveSlates">What the log is worth for the draft.</param>
/// <param name="UnsupportedMass">Share of the draft's slots that the log never shows.</param>
/// <param name="ChangedTop10">Share of requests whose slates the draft changes.</param>
public sealed record WhatIfBenchReport(int Requests, int Items, double TotalMs, double FirstFigureMs, double LeastTotalMs, double MostTotalMs, double FirstRunMs, double ProcessorMs, int Runs,
    string Verdict, double EffectiveSlates, double UnsupportedMass, double ChangedTop10)
{
    static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public string ToText() => string.Create(CultureInfo.InvariantCulture, $"""
        {Requests:N0} logged requests against {Items:N0} items, {Runs} runs
        total         {TotalMs,8:N0} ms   ({LeastTotalMs:N0} to {MostTotalMs:N0}; {FirstRunMs:N0} with a log just read)
        first figure  {FirstFigureMs,8:N0} ms
        processor     {ProcessorMs,8:N0} ms   of all threads
        draft         {Verdict}, {EffectiveSlates:N0} effective slates, {UnsupportedMass:P0} unsupported; {ChangedTop10:P0} of the slates change
        """);
}
