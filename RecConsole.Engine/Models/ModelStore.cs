namespace RecConsole.Engine.Models;

/// <summary>The model that serves: null before the first is fitted. Swapped atomically; ranking follows within a second.</summary>
public sealed class ModelStore
{
    volatile SessionEncoder? current;

    public SessionEncoder? Current => current;

    /// <summary>From the next ranking set on. The encoder before is disposed by ranking, once no request uses it.</summary>
    public void Publish(SessionEncoder? next) => current = next;
}
