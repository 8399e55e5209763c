using System.Diagnostics;
using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Support;

/// <summary>
/// ONNX's own checker, of its Python package (Debian 13: <c>apt-get install python3-onnx</c>), run by the interpreter that
/// <c>ONNX_PYTHON</c> names, else by <c>python3</c>.
/// </summary>
public static class OnnxPython
{
    const string Probe = "import onnx; print(onnx.defs.onnx_opset_version())";

    const string Check = """
        import sys, onnx
        for path in sys.argv[1:]:
            try:
                onnx.checker.check_model(onnx.load(path), full_check=True)
            except Exception as problem:
                print(path, type(problem).__name__, problem)
        """;

    /// <summary>Why files cannot be checked here; null where they can.</summary>
    public static string? Missing { get; } = FindMissing();

    static string Interpreter => Environment.GetEnvironmentVariable("ONNX_PYTHON") is { Length: > 0 } named ? named : "python3";

    /// <summary>What <c>onnx.checker.check_model(full_check=True)</c> finds wrong with the files, a line each; empty where all stand.</summary>
    public static string Problems(params string[] files) => Run([Check, .. files]).Output;

    static string? FindMissing()
    {
        try
        {
            var (status, output) = Run([Probe]);
            return status != 0 ? $"{Interpreter} has no package onnx: install python3-onnx, or name an interpreter that has it in ONNX_PYTHON"
                : int.Parse(output) < OnnxGraphBuilder.OpsetVersion ? $"The package onnx of {Interpreter} knows opset {output.Trim()}; the files are of {OnnxGraphBuilder.OpsetVersion}"
                : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return $"{Interpreter} is not on this machine: install python3-onnx, or name an interpreter in ONNX_PYTHON";
        }
    }

    static (int Status, string Output) Run(string[] script)
    {
        var start = new ProcessStartInfo(Interpreter, ["-c", .. script]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, process.ExitCode == 0 ? output : output + error.Result);
    }
}
