using Microsoft.JSInterop;
using RecConsole.Engine.Numerics;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>What plays by itself: the steps that are there, then what the shopper would plausibly do. Rests while the tab is hidden.</summary>
public sealed partial class LabPage
{
    IJSObjectReference? module;
    DotNetObjectReference<LabPage>? self;
    CancellationTokenSource? playing;
    int paceSeconds = 2;
    bool isPlaying, isHidden;

    string PlayWords => address.Who.Kind == StudioShopperKind.Session && address.Acts.Length == 0
        ? "Play the logged visit, event by event"
        : "Let the shopper go on by themselves";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        isRouted = true;
        await WriteAddressAsync();
        try
        {
            self = DotNetObjectReference.Create(this);
            module = await js.InvokeAsync<IJSObjectReference>("import", "./js/lab.js");
            await module.InvokeVoidAsync("watch", self);
        }
        catch (Exception left) when (left.IsDeparture())
        {
            // the window is gone
        }
    }

    /// <summary>The tab went out of sight or came back.</summary>
    [JSInvokable]
    public void Hide(bool hidden) => isHidden = hidden;

    void TogglePlay()
    {
        if (isPlaying) Pause();
        else
        {
            isPlaying = true;
            playing = CancellationTokenSource.CreateLinkedTokenSource(gone.Token);
            _ = GuardAsync(() => PlayAsync(playing.Token));
        }
    }

    void Pause()
    {
        isPlaying = false;
        playing?.Cancel();
        playing?.Dispose();
        playing = null;
    }

    async Task PlayAsync(CancellationToken cancellation)
    {
        try
        {
            if (IsAtTheEndOfTheLog) await LookAsync(1);
            StateHasChanged();
            while (!cancellation.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromSeconds(paceSeconds), time, cancellation);
                if (isHidden || isBusy || isResting) continue;
                if (!await GoOnAsync()) Pause();
                StateHasChanged();
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
        }
    }

    bool IsAtTheEndOfTheLog => address.Who.Kind == StudioShopperKind.Session && address.Acts.Length == 0 && shown!.Number == play!.Count;

    /// <summary>One step forth; false when there is none.</summary>
    async Task<bool> GoOnAsync()
    {
        if (shown!.Number < play!.Count) await LookAsync(shown.Number + 1);
        else if (IsAtTheEndOfTheLog) return Ended("The logged visit ends here.");
        else if (play.Count == LabScript.MaxSteps) return Ended($"A play has at most {LabScript.MaxSteps} steps; it ends here.");
        else
        {
            // the same play goes the same way
            var rng = new Rng(StableHash.Of(play.Script.Visit.Value)).Fork((ulong)shown.Number);
            var persona = address.Who.Kind == StudioShopperKind.Persona ? personas.Find(address.Who.Id) : null;
            if (personas.Choice.Next(persona, shown.Slate, shown.Memory, Began(address), rng) is not { } next) return Ended("There is nothing that the shopper could do.");
            var slot = shown.Slate.Items.FirstOrDefault(item => item.ItemId == next.ItemId)?.Position;
            await ActAsync(new LabAct(next.Kind, next.ItemId, next.Query), slot);
            if (problem is not null) return false;
        }
        return true;
    }

    bool Ended(string why)
    {
        notice = why;
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        navigation.LocationChanged -= OnLocationChanged;
        status.Changed -= OnStatusChanged;
        desk.Changed -= OnDeskChanged;
        Pause();
        await gone.CancelAsync(); // not disposed: work that ends later still asks it
        self?.Dispose();
        try
        {
            if (module is null) return;
            await module.InvokeVoidAsync("unwatch");
            await module.DisposeAsync();
        }
        catch (Exception left) when (left.IsDeparture())
        {
            // the window is gone
        }
    }
}
