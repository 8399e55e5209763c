namespace RecConsole.Engine.Hosting;

/// <summary>The server of a data directory did not do what a command asked it for.</summary>
public sealed class ServerCallException(string message, Exception? inner = null) : Exception(message, inner);
