using System.Runtime.InteropServices;
using System.Text;

namespace RecConsole.Engine.Graph.Learning;

/// <summary>The file of a stopped training: a mark, the number of steps, then each tensor with name, type, shape and content, little-endian.</summary>
static class TrainingCheckpoint
{
    const string Mark = "RecConsole training 1";

    public static void Write(Stream stream, DeviceTensors tensors, IReadOnlyList<string> names, long steps)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Mark);
        writer.Write(steps);
        writer.Write(names.Count);
        foreach (var name in names)
        {
            writer.Write(name);
            writer.Write(Description(tensors, name));
            writer.Write(tensors.TypeOf(name) == ElementType.Float64
                ? MemoryMarshal.AsBytes<double>(tensors.Read<double>(name))
                : MemoryMarshal.AsBytes<float>(tensors.Read<float>(name)));
        }
    }

    /// <summary>Nothing is changed unless the whole file fits.</summary>
    public static long Read(Stream stream, DeviceTensors tensors, IReadOnlyList<string> names)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        try
        {
            if (reader.ReadString() != Mark) throw new InvalidDataException("This is not a checkpoint of a training.");
            var steps = reader.ReadInt64();
            if (reader.ReadInt32() is var count && count != names.Count)
                throw new InvalidDataException($"The checkpoint has {count} tensors, this training {names.Count}: it is of another network.");
            var contents = new Dictionary<string, byte[]>(StringComparer.Ordinal);
            foreach (var expected in names)
            {
                var (name, description) = (reader.ReadString(), reader.ReadString());
                if (name != expected || description != Description(tensors, expected))
                    throw new InvalidDataException($"The checkpoint has '{name}' ({description}) where this training has '{expected}' ({Description(tensors, expected)}).");
                contents[name] = new byte[tensors.CountOf(name) * tensors.TypeOf(name).SizeInBytes()];
                reader.BaseStream.ReadExactly(contents[name]);
            }
            foreach (var (name, content) in contents)
                if (tensors.TypeOf(name) == ElementType.Float64) tensors.Write<double>(name, MemoryMarshal.Cast<byte, double>(content));
                else tensors.Write<float>(name, MemoryMarshal.Cast<byte, float>(content));
            return steps;
        }
        catch (Exception error) when (error is EndOfStreamException or FormatException)
        {
            throw new InvalidDataException("This is not a checkpoint of a training, or it ends early.", error);
        }
    }

    static string Description(DeviceTensors tensors, string name) => $"{tensors.TypeOf(name).Name()} [{string.Join(", ", tensors.ShapeOf(name))}]";
}
