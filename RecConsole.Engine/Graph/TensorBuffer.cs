using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace RecConsole.Engine.Graph;

/// <summary>Memory of one tensor, kept between runs: it grows, and the runtime's handle is renewed only with the shape.</summary>
sealed class TensorBuffer(ElementType type) : IDisposable
{
    const int AlignmentBytes = 64;

    byte[] memory = []; // pinned: the runtime keeps its address
    int offset;
    long[] shape = [];
    int sizeInBytes;

    /// <summary>The runtime's handle; null before the first <see cref="Reshape"/>.</summary>
    public OrtValue? Value { get; private set; }

    /// <summary>Gives the tensor a shape; returns whether <see cref="Value"/> is another one now.</summary>
    public bool Reshape(ReadOnlySpan<long> newShape)
    {
        if (Value is not null && newShape.SequenceEqual(shape)) return false;
        long bytes = type.SizeInBytes();
        foreach (var extent in newShape) bytes = checked(bytes * extent);
        sizeInBytes = checked((int)bytes);
        if (memory.Length < sizeInBytes + AlignmentBytes) Grow();
        shape = newShape.ToArray();
        Value?.Dispose();
        Value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, (TensorElementType)type, shape,
            Marshal.UnsafeAddrOfPinnedArrayElement(memory, offset), sizeInBytes);
        return true;
    }

    public Span<T> As<T>() where T : unmanaged => MemoryMarshal.Cast<byte, T>(memory.AsSpan(offset, sizeInBytes));

    public void Dispose()
    {
        Value?.Dispose();
        Value = null;
    }

    void Grow()
    {
        memory = GC.AllocateArray<byte>((int)Math.Min(Array.MaxLength, Math.Max(sizeInBytes + (long)AlignmentBytes, 2L * memory.Length)), pinned: true);
        var address = Marshal.UnsafeAddrOfPinnedArrayElement(memory, 0);
        offset = (int)(-address & (AlignmentBytes - 1));
    }
}
