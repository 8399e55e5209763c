using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerAvx2Tests() : ItemScorerTests(Kernels.Scorer(SimdLevel.Avx2));
