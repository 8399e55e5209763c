namespace RecConsole.Tests.Support;

/// <summary>A fact that needs ONNX's own checker; skipped, with the reason, where <see cref="OnnxPython"/> finds none.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnnxCheckerFactAttribute : FactAttribute
{
    public OnnxCheckerFactAttribute() => Skip = OnnxPython.Missing;
}
