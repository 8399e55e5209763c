namespace RecConsole.Engine.Events;

/// <summary>Where an event came from. The numbers are stored: never renumber.</summary>
public enum EventOrigin : byte
{
    /// <summary>A shop, through the API.</summary>
    Live = 0,
    /// <summary>History read from a file: decays are measured from its newest event.</summary>
    Imported = 1,
    /// <summary>The demo shop's simulated shoppers; marked wherever it shows.</summary>
    Simulated = 2,
    /// <summary>Somebody who plays a shopper in the console's lab: remembered of that shopper, counted in no figure, learnt by no model; marked wherever it shows.</summary>
    Lab = 3,
}
