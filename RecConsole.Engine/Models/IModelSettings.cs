namespace RecConsole.Engine.Models;

/// <summary>What a model can be told: a record whose properties are its options, each with the value that holds where nothing is said.</summary>
public interface IModelSettings
{
    /// <exception cref="ArgumentException">A value is out of its range; the message says what would be right.</exception>
    void Validate();
}
