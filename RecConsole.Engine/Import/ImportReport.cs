namespace RecConsole.Engine.Import;

/// <summary>What an import tells whoever asked for it: the account of its rows and what came of them.</summary>
/// <param name="Rejected">Rows by reason; <c>RowsRead = Kept + sum of Rejected</c>.</param>
/// <param name="Users">Distinct shoppers that the files name.</param>
/// <param name="Seconds">Reading and storing.</param>
/// <param name="Figures">Further counts of the format, by name.</param>
/// <param name="Examples">The first rejected rows of each reason.</param>
/// <param name="Notes">What the reader decided or made up, in sentences.</param>
public sealed record ImportReport(
    string Format, long RowsRead, long Kept, IReadOnlyDictionary<string, long> Rejected, int Items, int Users, int Events, double Seconds,
    IReadOnlyDictionary<string, long> Figures, IReadOnlyList<RejectedRow> Examples, IReadOnlyList<string> Notes)
{
    public static ImportReport Of(ImportedShop shop, TimeSpan elapsed) => new(
        shop.Format, shop.Account.RowsRead, shop.Account.Kept, shop.Account.Rejected, shop.Items.Count, shop.Users, shop.Events.Count,
        Math.Round(elapsed.TotalSeconds, 2), shop.Figures, [.. shop.Account.Examples], shop.Notes);
}
