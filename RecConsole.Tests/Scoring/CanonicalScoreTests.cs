using RecConsole.Engine.Scoring;

namespace RecConsole.Tests.Scoring;

public sealed class CanonicalScoreTests
{
    [Theory]
    [InlineData(1f)]
    [InlineData(1e-6f)]
    [InlineData(1e6f)]
    public void Of_RandomItems_AgreesWithDoublePrecision(float scale)
    {
        var c = new ScoringCase(1, 500, 37, 11);
        var request = c.Request(1, scale, bias: true, sparse: 60);
        for (var item = 0; item < c.Matrix.Count; item++)
            Assert.Equal(c.Reference(item, request), CanonicalScore.Of(c.Matrix, item, request), 1e-5 * scale * 60);
    }

    [Fact]
    public void All_EveryItem_EqualsOf()
    {
        var c = new ScoringCase(2, 700, 20, 5);
        var request = c.Request(1, bias: true, sparse: 200);
        var scores = new float[700];
        CanonicalScore.All(c.Matrix, request, scores);
        for (var item = 0; item < scores.Length; item++) Assert.Equal(CanonicalScore.Of(c.Matrix, item, request), scores[item]);
    }

    [Fact]
    public void Of_TheOrderWrittenOut_IsTheSameToTheBit()
    {
        var c = new ScoringCase(3, 40, 21, 6);
        var request = c.Request(1);
        for (var item = 0; item < c.Matrix.Count; item++)
        {
            var lanes = new float[16];
            for (var column = 0; column < 21; column++)
                lanes[column % 16] = MathF.FusedMultiplyAdd(c.Matrix.Dense.Row(item)[column], request.Vector.Span[column], lanes[column % 16]);
            for (var column = 0; column < 6; column++)
                lanes[column] = MathF.FusedMultiplyAdd(c.Matrix.Signals.Row(item)[column], request.Vector.Span[21 + column], lanes[column]);
            for (var half = 8; half > 0; half /= 2)
                for (var lane = 0; lane < half; lane++) lanes[lane] += lanes[lane + half];
            Assert.Equal(lanes[0] + request.Offset, CanonicalScore.Of(c.Matrix, item, request));
        }
    }
}
