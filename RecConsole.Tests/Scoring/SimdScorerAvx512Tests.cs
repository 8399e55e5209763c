using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerAvx512Tests() : SimdScorerTests(SimdLevel.Avx512);
