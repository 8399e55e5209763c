namespace RecConsole.Engine.Scoring;

/// <summary>Which instructions a kernel may use; every level gives the same results.</summary>
public enum SimdLevel
{
    Portable,
    Avx2,
    Avx512,
}
