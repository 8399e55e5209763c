namespace RecConsole.Engine.Hosting;

/// <summary>The engine cannot start for a reason that its user can act on; the message says what and what to do.</summary>
public sealed class EngineStartException(string message, Exception? cause = null) : Exception(message, cause);
