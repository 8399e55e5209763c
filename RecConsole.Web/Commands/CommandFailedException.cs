namespace RecConsole.Web.Commands;

/// <summary>The work of a command failed for a reason that its user can act on; the message says what and what to do.</summary>
public sealed class CommandFailedException(string message, Exception? cause = null) : Exception(message, cause);
