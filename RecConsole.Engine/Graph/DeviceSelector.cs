using Microsoft.ML.OnnxRuntime;

namespace RecConsole.Engine.Graph;

/// <summary>In: the device that the configuration asks for. Out: the one that works, by running a program on it.</summary>
public static class DeviceSelector
{
    const string CudaProvider = "CUDAExecutionProvider";

    /// <summary>What cannot start falls back to the CPU and says why. Seconds for a cold CUDA, else milliseconds.</summary>
    public static DeviceChoice Select(ComputeDevice asked) => Select(asked, () => OrtEnv.Instance().GetAvailableProviders(), Probe);

    /// <param name="probe">Runs a program on the device; whether it computed rightly.</param>
    internal static DeviceChoice Select(ComputeDevice asked, Func<IReadOnlyList<string>> availableProviders, Func<ComputeDevice, bool> probe)
    {
        if (asked == ComputeDevice.Cpu) return new DeviceChoice(ComputeDevice.Cpu, null);
        var providers = availableProviders();
        if (!providers.Contains(CudaProvider))
            return Fallback($"this build of ONNX Runtime has no CUDA provider, only {string.Join(", ", providers)}");
        try
        {
            return probe(asked) ? new DeviceChoice(asked, null) : Fallback("it computed 1 + 1 wrongly");
        }
        catch (Exception error) when (error is InvalidDataException or OnnxRuntimeException or DllNotFoundException or EntryPointNotFoundException)
        {
            return Fallback(error.Message.TrimEnd('.', '\n'));
        }
    }

    static bool Probe(ComputeDevice device)
    {
        var graph = new OnnxGraphBuilder("probe");
        var x = graph.Input("x", ElementType.Float32, 1);
        graph.Output(graph.Add(x, x, "sum"), 1);
        using var program = new OnnxProgram(graph.Build(), new ProgramOptions { Device = device });
        using var binding = program.Bind();
        binding.Input<float>("x", 1)[0] = 1;
        var sum = binding.Output<float>("sum", 1);
        binding.Run();
        return sum[0] == 2;
    }

    static DeviceChoice Fallback(string reason) => new(ComputeDevice.Cpu, $"CUDA cannot be used: {reason}. The CPU is used instead.");
}
