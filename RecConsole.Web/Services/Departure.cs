using Microsoft.JSInterop;

namespace RecConsole.Web.Services;

/// <summary>
/// What a call of JavaScript ends with when whoever it was for has left: the window is gone, it does not answer any more, or the
/// page was closed between two calls and its scripts with it. There is nobody to tell, so it is no error.
/// </summary>
public static class Departure
{
    public static bool IsDeparture(this Exception end) => end is JSDisconnectedException or OperationCanceledException or ObjectDisposedException;
}
