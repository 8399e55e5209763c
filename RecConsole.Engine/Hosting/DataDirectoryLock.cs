using System.Security.Cryptography;
using System.Text.Json;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// One server per data directory. Holds <c>server.lock</c> exclusively for as long as it lives (the system lets go of it
/// when the process dies) and tells in <c>server.json</c>, readable by the owner only, how to reach the server.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    internal const string LockName = "server.lock";
    internal const string NoteName = "server.json";

    readonly FileStream held;
    readonly string notePath;

    DataDirectoryLock(string directory, FileStream held)
    {
        (Directory, this.held) = (directory, held);
        notePath = Path.Combine(directory, NoteName);
    }

    /// <summary>The full path.</summary>
    public string Directory { get; }

    /// <summary>What a command shows to the running server: random, new with each start.</summary>
    public string Token { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Makes the directory when it is missing and takes it.</summary>
    /// <exception cref="EngineStartException">It cannot be made or written, or a server has it.</exception>
    public static DataDirectoryLock Acquire(string directory)
    {
        directory = Path.GetFullPath(directory);
        try
        {
            System.IO.Directory.CreateDirectory(directory);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory, failure);
        }
        try
        {
            return new DataDirectoryLock(directory, Open(directory));
        }
        catch (IOException failure) when (RunningServer.IsHeld(directory))
        {
            var server = RunningServer.Find(directory);
            throw new EngineStartException(
                $"The data directory {directory} is in use by the RecConsole {(server is null ? "that is starting there" : $"at {server.Address} (process {server.ProcessId})")}. "
                + "Stop that one, or name another directory with --data.", failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(directory, failure);
        }
    }

    /// <summary>Tells where the server listens, once it does.</summary>
    public void Publish(string address)
    {
        var note = new RunningServer(address, Environment.ProcessId, Token);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.Delete(notePath);
        using var file = new FileStream(notePath, options);
        JsonSerializer.Serialize(file, note);
    }

    public void Dispose()
    {
        File.Delete(notePath);
        held.Dispose();
    }

    internal static FileStream Open(string directory) =>
        new(Path.Combine(directory, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    static EngineStartException Unwritable(string directory, Exception failure) => new(
        $"The data directory {directory} cannot be written: {failure.Message} Give this user the right to write there, or name another directory with --data.", failure);
}
