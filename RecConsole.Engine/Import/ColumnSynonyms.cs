namespace RecConsole.Engine.Import;

/// <summary>Names that shops give to our fields, for proposing a column map. A proposal is shown before it is used.</summary>
public static class ColumnSynonyms
{
    static readonly Dictionary<string, string[]> Names = new(StringComparer.Ordinal)
    {
        ["eventId"] = ["event", "uuid", "eventUuid"],
        ["type"] = ["eventType", "action", "behavior", "behaviour", "eventName", "kind"],
        ["userId"] = ["user", "visitorId", "visitor", "customerId", "customer", "shopperId", "clientId", "memberId"],
        ["sessionId"] = ["session", "visitId", "userSession", "invoiceNo", "orderId", "basketId"],
        ["itemId"] = ["item", "productId", "product", "sku", "stockCode", "articleId", "asin", "movieId"],
        ["timestamp"] = ["time", "eventTime", "date", "datetime", "createdAt", "invoiceDate", "ts"],
        ["quantity"] = ["qty", "amount", "count", "units"],
        ["price"] = ["unitPrice", "salePrice", "listPrice", "retailPrice"],
        ["query"] = ["search", "searchTerm", "keywords"],
        ["slateId"] = ["recommendationId", "slate"],
        ["position"] = ["slot", "rank"],
        ["dwellSeconds"] = ["dwell", "dwellTime"],
        ["rating"] = ["stars", "score"],
        ["id"] = ["itemId", "productId", "sku", "stockCode", "articleId", "asin"],
        ["title"] = ["name", "productName", "itemName", "productTitle", "label"],
        ["category"] = ["department", "categoryName", "productType", "mainCategory"],
        ["brand"] = ["manufacturer", "brandName", "vendor"],
        ["seller"] = ["merchant", "store", "sellerName"],
        ["description"] = ["text", "longDescription", "details", "body"],
        ["cost"] = ["unitCost", "costPrice", "purchasePrice"],
        ["stock"] = ["inventory", "currentStock", "stockLevel", "onHand", "quantityInStock"],
        ["addedAt"] = ["created", "createdAt", "dateAdded", "launchDate", "releaseDate"],
        ["imageUrl"] = ["image", "picture", "imageLink", "thumbnail", "img"],
    };

    /// <summary>How well a column's name fits a field: 2 its own name, 1 a known other name, 0 neither.</summary>
    public static int Fit(string column, string field) =>
        CsvColumns.Means(column, field) ? 2
        : Names.GetValueOrDefault(field, []).Any(name => CsvColumns.Means(column, name)) ? 1
        : 0;
}
