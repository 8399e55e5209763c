using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class SimdScorerPortableTests() : SimdScorerTests(SimdLevel.Portable);
