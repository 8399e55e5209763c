namespace RecConsole.Engine.Graph;

/// <summary>A graph that would not be valid ONNX; the message names the operator and its inputs.</summary>
public sealed class OnnxGraphException(string message) : InvalidOperationException(message);
