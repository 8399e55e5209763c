namespace RecConsole.Web.Services;

/// <summary>How far an import is.</summary>
public enum ImportStage
{
    /// <summary>Rows are read and checked; nothing has changed yet, and it can be cancelled.</summary>
    Reading,
    /// <summary>The shop is being replaced, in one transaction.</summary>
    Storing,
    Done,
    Failed,
    Cancelled,
}
