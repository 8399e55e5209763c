using Microsoft.ML.OnnxRuntime;

namespace RecConsole.Engine.Graph;

/// <summary>
/// One caller's buffers around an <see cref="OnnxProgram"/>: write the inputs, name the outputs with their shapes, run,
/// read the outputs. Buffers are kept and grow; nothing is allocated while shapes stay as they are. Not thread-safe.
/// A span is valid until its tensor is asked for in another shape.
/// </summary>
public sealed class ProgramBinding : IDisposable
{
    readonly OnnxProgram program;
    readonly OrtIoBinding binding;
    readonly Dictionary<string, TensorBuffer> inputs = new(StringComparer.Ordinal);
    readonly Dictionary<string, TensorBuffer> outputs = new(StringComparer.Ordinal);
    readonly Dictionary<string, OrtValue> lent = new(StringComparer.Ordinal);

    internal ProgramBinding(OnnxProgram program, OrtIoBinding binding) => (this.program, this.binding) = (program, binding);

    /// <summary>The memory of an input in this shape, row-major; what it held before is kept only while the shape is.</summary>
    public Span<T> Input<T>(string name, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var buffer = Buffer<T>(inputs, program.Inputs, "input", name);
        if (!buffer.Reshape(shape)) return buffer.As<T>();
        binding.BindInput(name, buffer.Value);
        if (lent.Remove(name, out var earlier)) earlier.Dispose();
        return buffer.As<T>();
    }

    /// <summary>
    /// Lends the program the caller's memory as an input: on the CPU it is read in place at each run, on CUDA it is copied
    /// to the device here, once. Lend it again after a change.
    /// </summary>
    public void Lend<T>(string name, Memory<T> memory, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        Check<T>(program.Inputs, "input", name);
        var value = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, memory, shape.ToArray());
        binding.BindInput(name, value);
        if (lent.Remove(name, out var earlier)) earlier.Dispose();
        if (inputs.Remove(name, out var owned)) owned.Dispose();
        lent[name] = value;
    }

    /// <summary>The memory that the next run writes an output to, of this shape.</summary>
    public Span<T> Output<T>(string name, params ReadOnlySpan<long> shape) where T : unmanaged
    {
        var buffer = Buffer<T>(outputs, program.Outputs, "output", name);
        if (buffer.Reshape(shape)) binding.BindOutput(name, buffer.Value);
        return buffer.As<T>();
    }

    /// <summary>Reads an input where it lies; the caller keeps the memory alive.</summary>
    internal void Attach(string input, OrtValue memory) => binding.BindInput(input, memory);

    /// <summary>Writes an output to memory of the caller's, which may be an input's: see <see cref="Learning.TrainingState"/>.</summary>
    internal void AttachOutput(string output, OrtValue memory) => binding.BindOutput(output, memory);

    /// <summary>Runs the program on the bound inputs into the bound outputs.</summary>
    /// <exception cref="OnnxRuntimeException">An input is not bound, or a shape does not fit: the runtime's own words.</exception>
    public void Run()
    {
        // On CUDA an input is copied when it is bound, so what was written since has to be bound again.
        if (program.Device != ComputeDevice.Cpu)
            foreach (var (name, buffer) in inputs) binding.BindInput(name, buffer.Value);
        program.Run(binding);
    }

    public void Dispose()
    {
        binding.Dispose();
        foreach (var buffer in inputs.Values) buffer.Dispose();
        foreach (var buffer in outputs.Values) buffer.Dispose();
        foreach (var value in lent.Values) value.Dispose();
    }

    static TensorBuffer Buffer<T>(Dictionary<string, TensorBuffer> buffers, IReadOnlyDictionary<string, ElementType> types, string role, string name)
        where T : unmanaged
    {
        Check<T>(types, role, name);
        if (!buffers.TryGetValue(name, out var buffer)) buffers[name] = buffer = new TensorBuffer(types[name]);
        return buffer;
    }

    static void Check<T>(IReadOnlyDictionary<string, ElementType> types, string role, string name) where T : unmanaged
    {
        if (!types.TryGetValue(name, out var type))
            throw new ArgumentException($"The program has no {role} '{name}'; it has {string.Join(", ", types.Keys)}.", nameof(name));
        if (ElementTypes.Of<T>() != type)
            throw new ArgumentException($"The {role} '{name}' is {type.Name()}, not {ElementTypes.Of<T>().Name()}.", nameof(name));
    }
}
