namespace RecConsole.Web.Services;

/// <summary>A table cannot be analyzed as it was asked; the message says what is wrong, where, and what would be right.</summary>
public sealed class AnalysisFailedException(string message, Exception? cause = null) : Exception(message, cause);
