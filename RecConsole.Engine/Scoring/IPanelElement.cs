using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Scoring;

/// <summary>The integers of a panel, as 16-bit ones in a register.</summary>
unsafe interface IPanelElement
{
    /// <summary>Bytes of one pair of columns in a panel.</summary>
    static abstract int PairBytes { get; }

    /// <summary>The pair of 16 items, the first of them at <paramref name="item"/>.</summary>
    static abstract Vector512<short> Load512(byte* pair, int item);

    /// <summary>The pair of 8 items.</summary>
    static abstract Vector256<short> Load256(byte* pair, int item);

    /// <summary>The pair of 4 items.</summary>
    static abstract Vector128<short> Load128(byte* pair, int item);
}

readonly unsafe struct WideElement : IPanelElement
{
    public static int PairBytes => CoarsePanels.PairLength * sizeof(short);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load512(byte* pair, int item) => Vector512.Load((short*)pair + 2 * item);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load256(byte* pair, int item) => Vector256.Load((short*)pair + 2 * item);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load128(byte* pair, int item) => Vector128.Load((short*)pair + 2 * item);
}

readonly unsafe struct NarrowElement : IPanelElement
{
    public static int PairBytes => CoarsePanels.PairLength;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<short> Load512(byte* pair, int item) => Avx512BW.ConvertToVector512Int16(Vector256.Load((sbyte*)pair + 2 * item));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<short> Load256(byte* pair, int item) => Avx2.ConvertToVector256Int16(Vector128.Load((sbyte*)pair + 2 * item));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<short> Load128(byte* pair, int item) => Vector128.WidenLower(Vector128.CreateScalar(*(long*)(pair + 2 * item)).AsSByte());
}
