namespace RecConsole.Engine.Numerics;

/// <summary>
/// Score and item in one integer that sorts ascending into the canonical order: better scores first, then lower indices.
/// The score's bits are made monotonic (Herf 2001) and complemented; -0 counts as 0.
/// </summary>
static class RankKey
{
    public static ulong Of(float score, int index)
    {
        var bits = BitConverter.SingleToUInt32Bits(score + 0f);
        var rising = bits ^ ((uint)((int)bits >> 31) | 0x8000_0000u);
        return (ulong)~rising << 32 | (uint)index;
    }

    public static int Index(ulong key) => (int)(uint)key;

    public static float Score(ulong key)
    {
        var rising = ~(uint)(key >> 32);
        return BitConverter.UInt32BitsToSingle((rising & 0x8000_0000u) != 0 ? rising ^ 0x8000_0000u : ~rising);
    }
}
