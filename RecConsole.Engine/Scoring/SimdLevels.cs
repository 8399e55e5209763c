using System.Runtime.Intrinsics.X86;

namespace RecConsole.Engine.Scoring;

/// <summary>What this processor can do.</summary>
public static class SimdLevels
{
    /// <summary>The best level here.</summary>
    public static SimdLevel Best { get; } =
        Avx512BW.IsSupported ? SimdLevel.Avx512 : Avx2.IsSupported ? SimdLevel.Avx2 : SimdLevel.Portable;

    public static string Name(this SimdLevel level) => level switch
    {
        SimdLevel.Avx512 => "AVX-512",
        SimdLevel.Avx2 => "AVX2",
        _ => "portable vectors",
    };
}
