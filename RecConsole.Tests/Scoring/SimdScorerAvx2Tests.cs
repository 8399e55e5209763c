using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerAvx2Tests() : SimdScorerTests(SimdLevel.Avx2);
