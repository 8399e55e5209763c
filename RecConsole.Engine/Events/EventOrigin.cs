namespace RecConsole.Engine.Events;

/// <summary>Where an event came from. The numbers are stored: never renumber.</summary>
public enum EventOrigin : byte
{
    /// <summary>A shop, through the API or the lab.</summary>
    Live = 0,
    /// <summary>History read from a file: decays are measured from its newest event.</summary>
    Imported = 1,
    /// <summary>The demo shop's simulated shoppers; marked wherever it shows.</summary>
    Simulated = 2,
}
