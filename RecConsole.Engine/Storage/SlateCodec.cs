using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Feedback;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Storage;

/// <summary>
/// How slots and samples lie in the store: little-endian, strings with their length before them; a sample is compressed
/// (Brotli, fastest). Floats are kept to the bit.
/// </summary>
static class SlateCodec
{
    public static void WriteSlots(IReadOnlyList<SlateSlot> slots, IBufferWriter<byte> writer)
    {
        WriteNumber(slots.Count, writer);
        for (var i = 0; i < slots.Count; i++)
        {
            WriteText(slots[i].ItemId.Value, writer);
            BinaryPrimitives.WriteSingleLittleEndian(writer.GetSpan(sizeof(float)), slots[i].Score);
            writer.Advance(sizeof(float));
            BinaryPrimitives.WriteDoubleLittleEndian(writer.GetSpan(sizeof(double)), slots[i].Propensity);
            writer.Advance(sizeof(double));
        }
    }

    static void WriteText(string text, IBufferWriter<byte> writer)
    {
        WriteNumber(Encoding.UTF8.GetByteCount(text), writer);
        writer.Advance(Encoding.UTF8.GetBytes(text, writer.GetSpan(Encoding.UTF8.GetMaxByteCount(text.Length))));
    }

    /// <summary>Seven bits a byte, the lowest first, as <see cref="BinaryReader.Read7BitEncodedInt"/> reads it.</summary>
    static void WriteNumber(int number, IBufferWriter<byte> writer)
    {
        var bytes = writer.GetSpan(5);
        var rest = (uint)number;
        var length = 0;
        for (; rest > 0x7F; rest >>= 7) bytes[length++] = (byte)(rest | 0x80);
        bytes[length++] = (byte)rest;
        writer.Advance(length);
    }

    /// <param name="known">Gives one string for each item's id.</param>
    public static SlateSlot[] ReadSlots(byte[] stored, Func<string, string> known)
    {
        using var reader = new BinaryReader(new MemoryStream(stored, writable: false));
        var slots = new SlateSlot[reader.Read7BitEncodedInt()];
        for (var i = 0; i < slots.Length; i++) slots[i] = new SlateSlot(new ItemId(known(reader.ReadString())), i + 1, reader.ReadSingle(), reader.ReadDouble());
        return slots;
    }

    /// <summary>A letter a slot, to be read in the database too.</summary>
    public static string Letters(IReadOnlyList<DraftTeam> teams) => string.Create(teams.Count, teams, static (letters, teams) =>
    {
        for (var i = 0; i < letters.Length; i++) letters[i] = teams[i] switch { DraftTeam.A => 'a', DraftTeam.B => 'b', _ => '-' };
    });

    public static DraftTeam[] ReadTeams(string? letters)
    {
        if (letters is null) return [];
        var teams = new DraftTeam[letters.Length];
        for (var i = 0; i < teams.Length; i++) teams[i] = letters[i] switch { 'a' => DraftTeam.A, 'b' => DraftTeam.B, _ => DraftTeam.None };
        return teams;
    }

    public static float[] ReadFloats(byte[]? stored) => stored is null ? [] : MemoryMarshal.Cast<byte, float>(stored).ToArray();

    public static byte[] Sample(SlateSample sample)
    {
        using var bytes = new MemoryStream();
        using (var compressed = new BrotliStream(bytes, CompressionLevel.Fastest))
        using (var writer = new BinaryWriter(compressed))
        {
            writer.Write7BitEncodedInt(sample.Columns.Count);
            foreach (var column in sample.Columns) writer.Write(column);
            writer.Write7BitEncodedInt(sample.Items.Count);
            foreach (var item in sample.Items) writer.Write(item.Value);
            writer.Write(MemoryMarshal.AsBytes(sample.Scores.AsSpan()));
            writer.Write(MemoryMarshal.AsBytes(sample.Values.AsSpan()));
            writer.Write7BitEncodedInt(sample.Pins.Count);
            foreach (var pin in sample.Pins)
            {
                writer.Write(pin.Item.Value);
                writer.Write(pin.Score);
                writer.Write7BitEncodedInt(pin.Slot);
                writer.Write(pin.RuleKey);
            }
        }
        return bytes.ToArray();
    }

    public static SlateSample ReadSample(byte[] stored, Func<string, string> known)
    {
        using var reader = new BinaryReader(new BrotliStream(new MemoryStream(stored, writable: false), CompressionMode.Decompress));
        var columns = new string[reader.Read7BitEncodedInt()];
        for (var c = 0; c < columns.Length; c++) columns[c] = known(reader.ReadString());
        var items = new ItemId[reader.Read7BitEncodedInt()];
        for (var i = 0; i < items.Length; i++) items[i] = new ItemId(known(reader.ReadString()));
        var scores = Floats(items.Length);
        var values = Floats(items.Length * columns.Length);
        var pins = new SampledPin[reader.Read7BitEncodedInt()];
        for (var p = 0; p < pins.Length; p++) pins[p] = new SampledPin(new ItemId(known(reader.ReadString())), reader.ReadSingle(), reader.Read7BitEncodedInt(), reader.ReadString());
        return new SlateSample(columns, items, scores, values, pins);

        float[] Floats(int count)
        {
            var floats = new float[count];
            reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(floats.AsSpan()));
            return floats;
        }
    }
}
