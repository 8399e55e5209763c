using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Import;
using RecConsole.Engine.Models;
using RecConsole.Engine.Numerics;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Models;

public sealed class OnlineRetailNeighboursTests
{
    const string File = "online-retail/online_retail.csv.gz";

    [SharedDataFact(File)]
    public void Fit_OnlineRetail_NeighboursAreOfAKind()
    {
        var request = new ImportRequest("online-retail", [SharedData.Path(File)], ColumnMap.Empty);
        var shop = new OnlineRetailReader().Read(new ImportReading(request, new EventValidator(TimeProvider.System)));
        var titles = shop.Items.ToDictionary(item => item.Id, item => item.Title);
        var neighbours = new Neighbours(PpmiModel.Fit(shop.Events, new PpmiOptions(), new Rng(1), TimeProvider.System, null, default));
        foreach (var (code, word) in new[] { ("20725", "lunch bag"), ("21212", "cake cases"), ("22086", "christmas"), ("85123A", "heart") })
        {
            var found = neighbours.Find(new ItemId(code), 5).Select(other => titles[other.ItemId]).ToList();
            Assert.True(found.Count(title => title.Contains(word, StringComparison.OrdinalIgnoreCase)) >= 3, // by chance: none of five
                $"{titles[new ItemId(code)]}: {string.Join(", ", found)}");
        }
    }
}
