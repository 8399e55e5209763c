using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;

namespace RecConsole.Web.Services;

/// <summary>Something that a played shopper does: with an item, or a search. Its text (<c>v:item-1</c>, <c>s:red shoes</c>) is what an address holds.</summary>
public sealed record LabAct(EventKind Kind, ItemId? ItemId, string? Query = null)
{
    static readonly (char Letter, EventKind Kind)[] Letters =
    [
        ('v', EventKind.View), ('k', EventKind.Click), ('c', EventKind.AddToCart), ('r', EventKind.RemoveFromCart), ('b', EventKind.Purchase), ('s', EventKind.Search),
    ];

    public string Text => $"{Letters.First(pair => pair.Kind == Kind).Letter}:{ItemId?.Value ?? Query}";

    /// <summary>Null for what is not understood.</summary>
    public static LabAct? Parse(string? text)
    {
        if (text is not [var letter, ':', _, ..] || text.Any(char.IsControl)) return null;
        var (named, rest) = (Letters.FirstOrDefault(pair => pair.Letter == letter), text[2..]);
        if (named.Letter == default || string.IsNullOrWhiteSpace(rest)) return null;
        return named.Kind == EventKind.Search
            ? rest.Length <= EventValidator.MaxQueryLength ? new LabAct(EventKind.Search, null, rest) : null
            : rest.Length <= EventValidator.MaxIdLength ? new LabAct(named.Kind, new ItemId(rest)) : null;
    }
}
