namespace RecConsole.Engine.Storage;

/// <summary>The tables that make up a shop.</summary>
public sealed record ShopTables(ItemTable Items, EventTable Events, SettingTable Settings, ModelTable Models, SlateTable Slates) : IDisposable
{
    public ShopTables(Database database) : this(new(database), new(database), new(database), new(database), new(database)) { }

    public void Dispose() => Events.Dispose();
}
