namespace RecConsole.Web.Components.Shared;

/// <summary>One tab of a <see cref="TabStrip"/>.</summary>
/// <param name="Key">As it stands in the address; the first tab's key is left out there.</param>
public sealed record Tab(string Key, string Label);
