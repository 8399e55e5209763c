using System.CommandLine;
using RecConsole.Web.Services;

namespace RecConsole.Web.Commands;

/// <summary><c>analyze</c>: the statistics of the experiment pages on anybody's CSV, or on a file of worked examples.</summary>
public static class AnalyzeCommand
{
    public static Command Create()
    {
        var csv = new Argument<string?>("CSV") { Description = "A table with a header, plain or gzip: one row a unit, or several with --unit", Arity = ArgumentArity.ZeroOrOne };
        var cases = new Option<string?>("--cases") { Description = "Recompute a JSON file of worked examples instead", HelpName = "FILE" };
        var variant = new Option<string?>("--variant") { Description = "Column that says which arm a row is of", HelpName = "COL" };
        var metric = new Option<string?>("--metric") { Description = "Column of the metric and what it is; a mean unless told", HelpName = "COL[:binary|:mean|:ratio/COL]" };
        metric.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && MetricColumn.Parse(text, out var problem) is null) result.AddError($"--metric: {problem}");
        });
        var covariate = new Option<string?>("--covariate") { Description = "Column of before the experiment, for CUPED", HelpName = "COL" };
        var control = new Option<string?>("--control") { Description = "The arm that the others are compared with; the first in alphabetical order unless told", HelpName = "VALUE" };
        var unit = new Option<string?>("--unit") { Description = "Column that says whom a row is of, where a unit has several rows", HelpName = "COL" };
        var weights = new Option<string?>("--weights") { Description = "How units should be shared out, in the arms' alphabetical order, such as 9,1; equal unless told", HelpName = "W,W,..." };
        weights.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && AnalysisQuestion.ParseWeights(text) is null) result.AddError($"--weights: '{text}' is no list of positive numbers, such as 0.9,0.1.");
        });
        csv.Validators.Add(CommandOptions.RefuseDirectory);
        cases.Validators.Add(CommandOptions.RefuseDirectory);
        var command = new Command("analyze", "A/B statistics on a CSV, or a check of worked examples") { csv, cases, variant, metric, covariate, control, unit, weights, CommandOptions.Json() };
        command.Validators.Add(result =>
        {
            var hasCases = result.GetResult(cases) is not null;
            if (hasCases == (result.GetResult(csv)?.Tokens.Count > 0)) result.AddError(hasCases ? "--cases and a CSV exclude each other." : "Name a CSV, or a file of worked examples with --cases.");
            else if (!hasCases && (result.GetResult(variant) is null || result.GetResult(metric) is null)) result.AddError("A CSV needs --variant COL and --metric COL.");
        });
        command.SetAction(async (parsed, cancellation) =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(cases) is { } file)
            {
                var report = WorkedExampleReport.Read(file);
                await output.WriteLineAsync(parsed.WantsJson() ? report.ToJson() : report.ToText());
                return report.Results.Any(one => one.Pass == false) ? CommandLine.WorkFailed : CommandLine.Success;
            }
            var text = new AnalysisText(Analyze(parsed.GetValue(csv)!, new AnalysisQuestion(parsed.GetValue(variant)!, MetricColumn.Parse(parsed.GetValue(metric)!, out string? _)!)
            {
                Covariate = parsed.GetValue(covariate),
                Unit = parsed.GetValue(unit),
                Control = parsed.GetValue(control),
                Weights = parsed.GetValue(weights) is { } shares ? AnalysisQuestion.ParseWeights(shares) : null,
            }, cancellation));
            await output.WriteLineAsync(parsed.WantsJson() ? text.ToJson() : text.ToText());
            return CommandLine.Success;
        });
        return command;
    }

    static CsvAnalysis Analyze(string path, AnalysisQuestion question, CancellationToken cancellation)
    {
        try
        {
            return CsvAnalysis.Run(path, question, cancellation: cancellation);
        }
        catch (AnalysisFailedException wrong)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
    }
}
