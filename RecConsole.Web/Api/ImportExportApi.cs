using System.Text;
using RecConsole.Engine.People;
using RecConsole.Web.Auth;
using RecConsole.Web.Services;

namespace RecConsole.Web.Api;

/// <summary>Files around an import: an example of each format, and the rejected rows that the account names.</summary>
static class ImportExportApi
{
    public static void MapImportExport(this IEndpointRouteBuilder app)
    {
        app.MapGet("/export/example/{format}", Example).ExcludeFromDescription().RequireRight(Permission.View);
        app.MapGet("/export/rejected.csv", Rejected).ExcludeFromDescription().RequireRight(Permission.View);
    }

    static IResult Example(string format) => FormatExamples.Find(format) is { } example
        ? Results.File(Encoding.UTF8.GetBytes(example.Text), "text/plain; charset=utf-8", example.FileName)
        : ApiProblem.NotFound($"There is no format '{format}'; there are {string.Join(", ", FormatExamples.All.Select(known => known.Format))}");

    static IResult Rejected(ImportDesk desk)
    {
        if (desk.Current?.Report is not { } report) return ApiProblem.NotFound("Nothing has been imported since the server started");
        var csv = new StringBuilder(CsvLine.Of("reason", "file", "line", "detail", "row"));
        foreach (var row in report.Examples) csv.Append(CsvLine.Of(row.Reason, Path.GetFileName(row.File), row.Line, row.Detail, row.Text));
        return Results.File(Encoding.UTF8.GetBytes(csv.ToString()), "text/csv; charset=utf-8", "rejected.csv");
    }
}
