using RecConsole.Engine.Storage;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Storage;

/// <summary>
/// A store of its own for one test, opened again at will. The suites ask this for stores: a second dialect runs them by
/// opening its own here.
/// </summary>
public sealed class StoreFixture : IDisposable
{
    readonly TemporaryFolder folder = new();

    public StoreFixture() => Reopen();

    public string DataDirectory => folder.Path;
    public Database Database { get; private set; } = null!;
    public EventTable Events { get; private set; } = null!;
    public ItemTable Items { get; private set; } = null!;
    public SettingTable Settings { get; private set; } = null!;

    /// <summary>Closes the store, as a process that ends, and opens it again.</summary>
    public void Reopen()
    {
        Close();
        Database = Database.Open(folder.Path, TimeProvider.System);
        Events = new EventTable(Database);
        Items = new ItemTable(Database);
        Settings = new SettingTable(Database);
    }

    public async Task<T> CommitAsync<T>(Func<Microsoft.Data.Sqlite.SqliteConnection, T> work)
    {
        using var turn = await Database.EnterAsync();
        return turn.Commit(work);
    }

    public void Dispose()
    {
        Close();
        folder.Dispose();
    }

    void Close()
    {
        Events?.Dispose();
        Database?.Dispose();
    }
}
