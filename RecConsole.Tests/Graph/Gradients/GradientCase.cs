using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Graph.Gradients;

/// <summary>A small graph around one operator, whose gradients towards all its inputs are compared with central differences.</summary>
/// <param name="Operator">The row of the table under test.</param>
/// <param name="Shapes">Of the inputs, which are drawn at random.</param>
sealed record GradientCase(string Operator, string Situation, long[][] Shapes, Func<OnnxGraphBuilder, GraphValue[], GraphValue> Build)
{
    /// <summary>Float64, where the runtime computes the operator in it: differences are then exact to nine digits.</summary>
    public ElementType Type { get; init; } = ElementType.Float64;

    /// <summary>Inputs lie between these; where there is a kink at zero they keep away from it.</summary>
    public (double Low, double High) Range { get; init; } = (-2, 2);

    /// <summary>Extents are symbols, whose numbers only the run brings.</summary>
    public bool Symbolic { get; init; }

    public override string ToString() => $"{Operator}, {Situation}";
}
