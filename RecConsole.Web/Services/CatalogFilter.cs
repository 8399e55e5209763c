using RecConsole.Engine.Catalog;

namespace RecConsole.Web.Services;

/// <summary>What the catalogue page shows: read from the address and written back to it, so that a view can be sent on.</summary>
public sealed record CatalogFilter
{
    public static CatalogFilter None { get; } = new();

    /// <summary>Words that must all occur in id, title, brand or category; upper and lower case are one.</summary>
    public string Text { get; init; } = "";
    public string? Category { get; init; }
    public string? Brand { get; init; }
    public ItemState State { get; init; }
    public CatalogSort Sort { get; init; }
    public bool Descending { get; init; }
    /// <summary>A grid of pictures in place of the table.</summary>
    public bool Pictures { get; init; }

    /// <summary>Whether anything narrows the list; order and view do not.</summary>
    public bool Narrows => Text.Length > 0 || Category is not null || Brand is not null || State != ItemState.Any;

    /// <summary>Clicking a column: its natural direction first, then the other one.</summary>
    public CatalogFilter SortedBy(CatalogSort sort) => this with
    {
        Sort = sort,
        Descending = sort == Sort ? !Descending : sort is not (CatalogSort.Listed or CatalogSort.Title or CatalogSort.Category or CatalogSort.Brand),
    };

    /// <summary>Reads query parameters; what is missing or not understood keeps its default.</summary>
    public static CatalogFilter Parse(Func<string, string?> parameter) => new()
    {
        Text = parameter("q")?.Trim() ?? "",
        Category = NullIfBlank(parameter("category")),
        Brand = NullIfBlank(parameter("brand")),
        State = Enum.TryParse<ItemState>(parameter("state"), ignoreCase: true, out var state) && Enum.IsDefined(state) ? state : ItemState.Any,
        Sort = Enum.TryParse<CatalogSort>(parameter("sort"), ignoreCase: true, out var sort) && Enum.IsDefined(sort) ? sort : CatalogSort.Listed,
        Descending = parameter("dir") == "desc",
        Pictures = parameter("view") == "pictures",
    };

    /// <summary>The query parameters that <see cref="Parse"/> reads back, defaults left out; null values belong to no parameter.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => new Dictionary<string, object?>
    {
        ["q"] = NullIfBlank(Text),
        ["category"] = Category,
        ["brand"] = Brand,
        ["state"] = State == ItemState.Any ? null : State.ToString().ToLowerInvariant(),
        ["sort"] = Sort == CatalogSort.Listed ? null : Sort.ToString().ToLowerInvariant(),
        ["dir"] = Descending ? "desc" : null,
        ["view"] = Pictures ? "pictures" : null,
    };

    /// <summary>The query string with its question mark, or nothing.</summary>
    public string QueryString
    {
        get
        {
            var pairs = Parameters.Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={Uri.EscapeDataString((string)pair.Value!)}");
            var query = string.Join('&', pairs);
            return query.Length == 0 ? "" : "?" + query;
        }
    }

    /// <summary>Whether an item passes everything but the text.</summary>
    public bool Admits(Item item) =>
        (Category is null || string.Equals(item.Category, Category, StringComparison.OrdinalIgnoreCase))
        && (Brand is null || string.Equals(item.Brand, Brand, StringComparison.OrdinalIgnoreCase))
        && State switch
        {
            ItemState.Shown => item.IsEligible,
            ItemState.Inactive => !item.Active,
            ItemState.SoldOut => item.Stock is <= 0,
            _ => true,
        };

    static string? NullIfBlank(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
