using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

static class Kernels
{
    /// <summary>A processor without the level tests its best.</summary>
    public static SimdScorer Scorer(SimdLevel level) => new(level: level <= SimdLevels.Best ? level : SimdLevels.Best);
}
