using System.Text.Json;

namespace RecConsole.Engine.Training;

/// <summary>
/// A training on the disk, in a folder of its own: <c>latest</c> is all that the next pass depends on and the curve so far,
/// <c>best</c> the same of the best pass. Each is written beside and moved into place, so that a process that dies leaves a
/// whole one.
/// </summary>
/// <param name="folder">Null keeps it in memory: then it ends with the process.</param>
sealed class TrainingProgressFile(string? folder)
{
    readonly Dictionary<string, byte[]> memory = [];

    /// <summary>Whether the folder holds a training that can go on after a whole pass.</summary>
    public static bool HasPass(string folder) => File.Exists(Path.Combine(folder, Name(isBest: false)));

    public void Write(bool isBest, IReadOnlyList<EpochRecord> curve, Action<Stream> save)
    {
        using var content = new MemoryStream();
        using (var writer = new BinaryWriter(content, System.Text.Encoding.UTF8, leaveOpen: true)) writer.Write(JsonSerializer.Serialize(curve));
        save(content);
        var name = Name(isBest);
        if (folder is null)
        {
            memory[name] = content.ToArray();
            return;
        }
        Directory.CreateDirectory(folder);
        var part = Path.Combine(folder, name + ".part");
        using (var file = File.Create(part))
        {
            content.Position = 0;
            content.CopyTo(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(part, Path.Combine(folder, name), overwrite: true);
    }

    /// <summary>The curve up to there; null when there is none.</summary>
    /// <exception cref="InvalidDataException">It is no training of this model, options and data.</exception>
    public List<EpochRecord>? Read(bool isBest, Action<Stream> restore)
    {
        var name = Name(isBest);
        byte[]? content;
        if (folder is null) content = memory.GetValueOrDefault(name);
        else content = File.Exists(Path.Combine(folder, name)) ? File.ReadAllBytes(Path.Combine(folder, name)) : null;
        if (content is null) return null;
        using var stream = new MemoryStream(content);
        List<EpochRecord> curve;
        try
        {
            using var reader = new BinaryReader(stream, System.Text.Encoding.UTF8, leaveOpen: true);
            curve = JsonSerializer.Deserialize<List<EpochRecord>>(reader.ReadString())!;
        }
        catch (Exception wrong) when (wrong is JsonException or EndOfStreamException or FormatException)
        {
            throw new InvalidDataException($"{Path.Combine(folder ?? "", name)} is not a stopped training.", wrong);
        }
        restore(stream);
        return curve;
    }

    static string Name(bool isBest) => isBest ? "best" : "latest";
}
