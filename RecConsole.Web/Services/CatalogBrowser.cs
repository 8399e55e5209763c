using RecConsole.Engine.Catalog;
using RecConsole.Engine.Signals;

namespace RecConsole.Web.Services;

/// <summary>
/// Joins the catalogue with the items' popularity for the page and the export. One instance serves all circuits; what a
/// snapshot gives (its facets) is computed once a version.
/// </summary>
public sealed class CatalogBrowser(CatalogStore store, SignalBoard signals)
{
    volatile CatalogFacets facets = CatalogFacets.Of(CatalogSnapshot.Empty);

    public CatalogPageContent List(CatalogFilter filter, CancellationToken cancellation)
    {
        var snapshot = store.Current;
        var popularity = signals.CopyRaw(signals.Signals.IndexOf(SignalCatalog.Popularity), snapshot);
        var order = CatalogListing.Select(snapshot, filter, popularity, cancellation);
        return new CatalogPageContent(snapshot, order, popularity, FacetsOf(snapshot));
    }

    /// <summary>Whether the catalogue is still the one that was listed.</summary>
    public bool IsCurrent(CatalogPageContent content) => ReferenceEquals(store.Current, content.Snapshot);

    CatalogFacets FacetsOf(CatalogSnapshot snapshot)
    {
        var known = facets;
        return known.Version == snapshot.Version ? known : facets = CatalogFacets.Of(snapshot);
    }
}

/// <summary>One listing: everything in it belongs to one snapshot.</summary>
/// <param name="Order">Dense indices of the listed items, in order.</param>
/// <param name="Popularity">By dense index; shorter than the catalogue while items are new.</param>
public sealed record CatalogPageContent(CatalogSnapshot Snapshot, int[] Order, IReadOnlyList<float> Popularity, CatalogFacets Facets)
{
    public static CatalogPageContent Empty { get; } = new(CatalogSnapshot.Empty, [], [], CatalogFacets.Of(CatalogSnapshot.Empty));

    public double PopularityOf(int index) => index < Popularity.Count ? Popularity[index] : 0;
}
