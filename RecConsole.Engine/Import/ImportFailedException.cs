namespace RecConsole.Engine.Import;

/// <summary>A file that cannot be imported at all. The message names the file, says what is wrong and what would be right.</summary>
public sealed class ImportFailedException(string message, Exception? cause = null) : Exception(message, cause);
