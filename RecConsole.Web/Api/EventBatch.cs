using RecConsole.Engine.Events;

namespace RecConsole.Web.Api;

/// <summary>The body of <c>POST /api/v1/events</c> after parsing: what can be logged, and what was wrong with the rest.</summary>
sealed record EventBatch(List<ShopEvent> Events, List<Rejection> Rejected);

/// <param name="Index">Place in the sent array, from 0.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
public sealed record Rejection(int Index, string Reason);

/// <summary>The body as a whole is refused: nothing of it was taken.</summary>
sealed class RefusedBodyException(int status, string title) : Exception(title)
{
    public int Status { get; } = status;
}
