namespace RecConsole.Engine.Models;

/// <summary>A stored model that cannot be read; the message names the folder, what is wrong and what to do.</summary>
public sealed class BrokenModelException(string folder, string problem, Exception? cause = null)
    : IOException($"The model in '{folder}' cannot be read: {problem}. Delete the folder; the model is fitted anew from the events.", cause);
