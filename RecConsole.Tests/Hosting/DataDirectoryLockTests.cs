using RecConsole.Engine.Hosting;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Hosting;

public sealed class DataDirectoryLockTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Acquire_MissingDirectory_MakesIt()
    {
        using var held = DataDirectoryLock.Acquire(folder.Combine("a", "b c"));

        Assert.True(Directory.Exists(folder.Combine("a", "b c")));
    }

    [Fact]
    public void Acquire_HeldDirectory_NamesTheServer()
    {
        using var held = DataDirectoryLock.Acquire(folder.Path);
        held.Publish("http://127.0.0.1:4711");

        var failure = Assert.Throws<EngineStartException>(() => DataDirectoryLock.Acquire(folder.Path));

        Assert.Contains("http://127.0.0.1:4711", failure.Message, StringComparison.Ordinal);
        Assert.Equal(new RunningServer("http://127.0.0.1:4711", Environment.ProcessId, held.Token), RunningServer.Find(folder.Path));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Combine("server.json")));
    }

    [Fact]
    public void Find_AfterTheServerIsGone_IsNothing()
    {
        Assert.Null(RunningServer.Find(folder.Path));
        var held = DataDirectoryLock.Acquire(folder.Path);
        Assert.Null(RunningServer.Find(folder.Path)); // does not listen yet
        held.Publish("http://127.0.0.1:4711");
        var note = File.ReadAllText(folder.Combine("server.json"));
        held.Dispose();
        File.WriteAllText(folder.Combine("server.json"), note); // a killed process leaves it behind

        Assert.Null(RunningServer.Find(folder.Path));
        DataDirectoryLock.Acquire(folder.Path).Dispose();
    }

    [Fact]
    public void Acquire_PathThatIsAFile_SaysSo()
    {
        File.WriteAllText(folder.Combine("file"), "");

        var failure = Assert.Throws<EngineStartException>(() => DataDirectoryLock.Acquire(folder.Combine("file")));

        Assert.Contains("--data", failure.Message, StringComparison.Ordinal);
    }
}
