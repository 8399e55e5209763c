namespace RecConsole.Engine.Strategies;

public enum CapField
{
    Brand,
    Category,
    Seller,
}

/// <summary>At most <paramref name="Most"/> items of one brand (category, seller) in any <paramref name="Window"/> consecutive slots.</summary>
public sealed record Cap(CapField Field, int Most, int Window)
{
    public string? Problem() =>
        !Enum.IsDefined(Field) ? $"there is no field {(int)Field} to cap by; the fields are {string.Join(", ", Enum.GetNames<CapField>())}"
        : Most >= 1 && Window > Most && Window <= 100 ? null
        : $"a cap of {Most} in {Window} slots does nothing or nothing good; at least 1, in a window that is larger and at most 100";
}
