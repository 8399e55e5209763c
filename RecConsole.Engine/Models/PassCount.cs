namespace RecConsole.Engine.Models;

/// <summary>What a checkpoint of a training begins with: how many passes it did and how long they took.</summary>
readonly record struct PassCount(int Epochs, double Seconds)
{
    public void Write(Stream checkpoint)
    {
        using var writer = new BinaryWriter(checkpoint, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Epochs);
        writer.Write(Seconds);
    }

    /// <exception cref="InvalidDataException">It ends before that.</exception>
    public static PassCount Read(Stream checkpoint)
    {
        using var reader = new BinaryReader(checkpoint, System.Text.Encoding.UTF8, leaveOpen: true);
        try
        {
            return new PassCount(reader.ReadInt32(), reader.ReadDouble());
        }
        catch (EndOfStreamException early)
        {
            throw new InvalidDataException("This is not a checkpoint of a training, or it ends early.", early);
        }
    }
}
