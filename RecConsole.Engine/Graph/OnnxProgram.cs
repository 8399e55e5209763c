using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RecConsole.Engine.Graph;

/// <summary>
/// In: the bytes of an ONNX model. Out: a compiled program that any number of threads may run at once, each through a
/// <see cref="ProgramBinding"/> of its own. Dispose the bindings first.
/// </summary>
public sealed class OnnxProgram : IDisposable
{
    readonly InferenceSession session;
    readonly RunOptions runOptions = new();

    /// <exception cref="InvalidDataException">The bytes are not a model that the runtime accepts on this device; the message is its own.</exception>
    public OnnxProgram(byte[] model, ProgramOptions? options = null)
    {
        options ??= new ProgramOptions();
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        Device = options.Device;
        using var sessionOptions = new SessionOptions
        {
            IntraOpNumThreads = options.Threads,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        sessionOptions.AddSessionConfigEntry("session.intra_op.allow_spinning", options.AllowSpinning ? "1" : "0");
        try
        {
            if (options.Device == ComputeDevice.Cuda) AppendCuda(sessionOptions);
            session = new InferenceSession(model, sessionOptions);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"ONNX Runtime does not accept the model: {error.Message}", error);
        }
        Inputs = Types(session.InputMetadata);
        Outputs = Types(session.OutputMetadata);
    }

    public ComputeDevice Device { get; }

    /// <summary>Inputs by name.</summary>
    public IReadOnlyDictionary<string, ElementType> Inputs { get; }

    /// <summary>Outputs by name.</summary>
    public IReadOnlyDictionary<string, ElementType> Outputs { get; }

    /// <summary>Buffers for one caller at a time. Make them once and keep them.</summary>
    public ProgramBinding Bind() => new(this, session.CreateIoBinding());

    /// <summary>Memory on the program's device, for what stays there between runs. Its content is undefined.</summary>
    internal OrtValue Allocate(ElementType type, long[] shape)
    {
        if (Device == ComputeDevice.Cpu) return OrtValue.CreateAllocatedTensorValue(OrtAllocator.DefaultInstance, (TensorElementType)type, shape);
        using var cuda = new OrtMemoryInfo("Cuda", OrtAllocatorType.DeviceAllocator, 0, OrtMemType.Default);
        using var allocator = new OrtAllocator(session, cuda);
        return OrtValue.CreateAllocatedTensorValue(allocator, (TensorElementType)type, shape);
    }

    internal void Run(OrtIoBinding binding) => session.RunWithBinding(runOptions, binding);

    public void Dispose()
    {
        session.Dispose();
        runOptions.Dispose();
    }

    static void AppendCuda(SessionOptions sessionOptions)
    {
        using var cuda = new OrtCUDAProviderOptions();
        // TF32 keeps 10 bits of a mantissa: slates would differ from the CPU's.
        cuda.UpdateOptions(new Dictionary<string, string> { ["device_id"] = "0", ["use_tf32"] = "0" });
        sessionOptions.AppendExecutionProvider_CUDA(cuda);
    }

    static Dictionary<string, ElementType> Types(IReadOnlyDictionary<string, NodeMetadata> metadata) =>
        metadata.ToDictionary(pair => pair.Key, pair => (ElementType)pair.Value.ElementDataType, StringComparer.Ordinal);
}
