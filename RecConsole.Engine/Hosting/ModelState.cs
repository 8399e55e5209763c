namespace RecConsole.Engine.Hosting;

/// <summary>What a registered model is to the shop.</summary>
public enum ModelState
{
    /// <summary>Trained, and never served.</summary>
    Candidate,

    /// <summary>It serves.</summary>
    Published,

    /// <summary>It served once, or its shop is gone.</summary>
    Retired,
}
