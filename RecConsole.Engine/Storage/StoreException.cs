namespace RecConsole.Engine.Storage;

/// <summary>The store cannot do what was asked; the message says what and what to do, in words for whoever runs the shop.</summary>
public sealed class StoreException(string message, Exception? cause = null) : Exception(message, cause);
