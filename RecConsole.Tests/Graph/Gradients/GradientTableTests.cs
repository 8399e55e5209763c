using RecConsole.Engine.Graph.Gradients;

namespace RecConsole.Tests.Graph.Gradients;

public sealed class GradientTableTests
{
    public static TheoryData<string> Operators => [.. GradientTable.Rules.Keys.Concat(GradientCases.All.Select(trial => trial.Operator)).Distinct()];

    /// <summary>A row without a case fails here, and so does a case without a row.</summary>
    [Theory]
    [MemberData(nameof(Operators))]
    public void Rule_EveryOperator_AgreesWithCentralDifferences(string op)
    {
        Assert.Contains(op, GradientTable.Rules.Keys);
        var trials = GradientCases.All.Where(trial => trial.Operator == op).ToList();
        Assert.NotEmpty(trials);
        Assert.All(trials, GradientCheck.Holds);
    }
}
