using RecConsole.Engine.Strategies;

namespace RecConsole.Web.Services;

/// <summary>How a revision went live, in words.</summary>
public static class PublicationWords
{
    public static string How(Publication publication) => publication.Kind switch
    {
        PublicationKind.RolledBack => $"rolled back to by {publication.ByName}",
        PublicationKind.Own => $"published by {publication.ByName}, who made it",
        _ => $"published by {publication.ByName}",
    };
}
