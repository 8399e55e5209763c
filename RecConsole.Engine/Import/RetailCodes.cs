namespace RecConsole.Engine.Import;

/// <summary>
/// Which stock codes of Online Retail are goods. Goods have five digits and at most two letters (85123A), or are of the
/// gift shop's own range (DCGS...). All else is a fee, postage, voucher or booking: POST, DOT, C2 (carriage), D (discount),
/// M (manual), S (samples), B (bad debt), PADS, BANK CHARGES, AMAZONFEE, CRUK, gift_0001_*; and so are four numbers whose descriptions
/// say so: 22016 (gift voucher), 23444 (next day carriage), 23574 (packing charge), 23702 (an image file).
/// </summary>
public static class RetailCodes
{
    const int Digits = 5;
    const int MostLetters = 2;

    static readonly HashSet<string> NumberedFees = ["22016", "23444", "23574", "23702"];

    /// <summary>The same code is written in both cases (85123A, 85123a): one item.</summary>
    public static string Normalize(string code) => code.Trim().ToUpperInvariant();

    /// <param name="code">Normalized.</param>
    public static bool AreGoods(string code)
    {
        if (code.StartsWith("DCGS", StringComparison.Ordinal)) return true;
        if (code.Length is < Digits or > Digits + MostLetters) return false;
        return code.AsSpan(0, Digits).IndexOfAnyExceptInRange('0', '9') < 0
            && code.AsSpan(Digits).IndexOfAnyExceptInRange('A', 'Z') < 0
            && !NumberedFees.Contains(code);
    }
}
