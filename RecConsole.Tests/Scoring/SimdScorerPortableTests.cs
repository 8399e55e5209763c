using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerPortableTests() : ItemScorerTests(Kernels.Scorer(SimdLevel.Portable));
