namespace RecConsole.Engine.Catalog;

/// <summary>The shop's own identifier of an item: 1 to 128 characters.</summary>
public readonly record struct ItemId(string Value)
{
    public const int MaxLength = 128;

    public override string ToString() => Value;
}
