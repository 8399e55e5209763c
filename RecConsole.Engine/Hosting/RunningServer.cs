using System.Text.Json;

namespace RecConsole.Engine.Hosting;

/// <summary>How a command reaches the server that has a data directory.</summary>
/// <param name="Address">For example <c>http://127.0.0.1:5080</c>.</param>
/// <param name="Token">Proves that the caller may read the data directory.</param>
public sealed record RunningServer(string Address, int ProcessId, string Token)
{
    /// <summary>The server that has this directory now, or null: none has, or it does not listen yet.</summary>
    public static RunningServer? Find(string directory)
    {
        if (!IsHeld(directory)) return null;
        try
        {
            using var note = File.OpenRead(Path.Combine(directory, DataDirectoryLock.NoteName));
            return JsonSerializer.Deserialize<RunningServer>(note);
        }
        catch (Exception failure) when (failure is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether a server has the directory, listening or not.</summary>
    public static bool IsHeld(string directory)
    {
        if (!File.Exists(Path.Combine(directory, DataDirectoryLock.LockName))) return false;
        try
        {
            DataDirectoryLock.Open(directory).Dispose();
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
