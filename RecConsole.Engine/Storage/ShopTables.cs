namespace RecConsole.Engine.Storage;

/// <summary>The tables that make up a shop.</summary>
public sealed record ShopTables(ItemTable Items, EventTable Events, SettingTable Settings);
