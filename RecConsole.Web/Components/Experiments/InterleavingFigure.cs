using System.Globalization;
using RecConsole.Engine.Experiments;
using RecConsole.Web.Components.Pages;
using RecConsole.Web.Components.Shared;

namespace RecConsole.Web.Components.Experiments;

/// <summary>How the preference of an interleaving came about.</summary>
static class InterleavingFigure
{
    /// <summary>The variant's lead at every kept look and now: the share that it won of the units that preferred one, less one half.</summary>
    public static StudyFigure OverTime(Experiment experiment, ExperimentResults results, IReadOnlyList<ResultPoint> history, string note)
    {
        var variant = experiment.Variants[1].Name;
        var looks = (from point in history.Where(point => point.At < results.At && point.At >= results.Started).Append(ResultPoint.Of(results, experiment.Traffic, experiment.Plan.Sequential))
                     from figure in point.Figures
                     select (point.At, point.Units, Won: figure.Gain)).ToList();
        return new StudyFigure("bands", $"Lead of {variant} over time",
            $"Share that it won of the {ExperimentWords.Units(experiment.Unit)} that preferred one, less one half: above 0 it is ahead; {note}; {(experiment.Plan.Sequential ? "the band holds at every look together" : "the band holds at one look, the planned end")}",
            ["At", "Units", $"Won by {variant}", "From", "To"],
            [.. looks.Select(look => (object[])[Formatting.Time(look.At), look.Units, Math.Round(look.Won.Value, 6), Math.Round(look.Won.Lower, 6), Math.Round(look.Won.Upper, 6)])])
        {
            Bands = looks.Count == 0 ? [] : [new StudyFigure.Band(variant, [.. looks.Select(look => (object)look.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture))],
                [.. looks.Select(look => look.Won.Value - 0.5)], [.. looks.Select(look => look.Won.Lower - 0.5)], [.. looks.Select(look => look.Won.Upper - 0.5)])],
            YRange = ExperimentFigures.RangeOf([[.. looks.Select(look => look.Won with { Value = look.Won.Value - 0.5, Lower = look.Won.Lower - 0.5, Upper = look.Won.Upper - 0.5 })]], null),
            XTitle = "time of the look, UTC", YTitle = $"lead of {variant}", YTick = "+.1%",
        };
    }
}
