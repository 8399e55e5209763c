namespace RecConsole.Engine.Import;

/// <summary>The formats that can be imported.</summary>
public static class ShopReaders
{
    public static IReadOnlyList<IShopReader> All { get; } =
    [
        new EventsCsvReader(), new CatalogCsvReader(), new CatalogJsonReader(), new MovieLensReader(), new SequencesReader(), new OnlineRetailReader(), new OpenBanditReader(),
    ];

    public static IShopReader? Find(string format) => All.FirstOrDefault(reader => reader.Format == format);
}
