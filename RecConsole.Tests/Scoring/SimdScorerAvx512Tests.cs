using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerAvx512Tests() : ItemScorerTests(Kernels.Scorer(SimdLevel.Avx512));
