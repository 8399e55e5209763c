using System.Runtime.InteropServices;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary>
/// A square sparse matrix on disk, little-endian: the length of each row (int32 [V]), then the columns of all rows (int32), then
/// their values (float32). 8 bytes an entry.
/// </summary>
static class ListFile
{
    public static void Write(string path, SparseMatrix lists)
    {
        using var file = File.Create(path);
        var lengths = new int[lists.RowCount];
        for (var row = 0; row < lengths.Length; row++) lengths[row] = lists[row].Columns.Length;
        file.Write(MemoryMarshal.AsBytes<int>(lengths));
        for (var row = 0; row < lengths.Length; row++) file.Write(MemoryMarshal.AsBytes<int>(lists[row].Columns));
        for (var row = 0; row < lengths.Length; row++) file.Write(MemoryMarshal.AsBytes<float>(lists[row].Values));
        file.Flush(flushToDisk: true);
    }

    /// <param name="count">V.</param>
    /// <exception cref="InvalidDataException">The file is not as long as it says.</exception>
    public static SparseMatrix Read(string path, int count)
    {
        using var file = File.OpenRead(path);
        var name = Path.GetFileName(path);
        if (file.Length < (long)count * sizeof(int)) throw new InvalidDataException($"{name} has {file.Length} bytes; the lengths of {count} lists alone are {(long)count * sizeof(int)}");
        var lengths = new int[count];
        file.ReadExactly(MemoryMarshal.AsBytes(lengths.AsSpan()));
        var expected = (long)count * sizeof(int);
        foreach (var length in lengths)
        {
            if (length < 0 || length > count) throw new InvalidDataException($"{name} names a list of {length} of {count} items");
            expected += (long)length * (sizeof(int) + sizeof(float));
        }
        if (file.Length != expected) throw new InvalidDataException($"{name} has {file.Length} bytes instead of {expected}");
        var rows = Array.ConvertAll(lengths, length => new SparseRow(new int[length], new float[length]));
        foreach (var row in rows) file.ReadExactly(MemoryMarshal.AsBytes(row.Columns.AsSpan()));
        foreach (var row in rows) file.ReadExactly(MemoryMarshal.AsBytes(row.Values.AsSpan()));
        return new SparseMatrix(rows, count);
    }
}
