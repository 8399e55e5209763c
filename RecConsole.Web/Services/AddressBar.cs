using Microsoft.JSInterop;

namespace RecConsole.Web.Services;

/// <summary>
/// Where a page writes the address of what it shows without having been asked to go anywhere. In the browser, and only if the
/// browser is still at the page: <c>NavigateTo</c> would call back whoever has just left, because the server hears of that later.
/// </summary>
public sealed class AddressBar(IJSRuntime js) : IAsyncDisposable
{
    IJSObjectReference? module;

    /// <param name="path">From the console's root, with its query: the same page as the one that is open.</param>
    public async Task WriteAsync(string path)
    {
        try
        {
            module ??= await js.InvokeAsync<IJSObjectReference>("import", "./js/address.js");
            await module.InvokeVoidAsync("write", path);
        }
        catch (Exception away) when (away.IsDeparture())
        {
            // the window is gone, or has not answered for a minute
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (module is not null) await module.DisposeAsync();
        }
        catch (Exception left) when (left.IsDeparture())
        {
            // the window is gone, and its modules with it
        }
    }
}
