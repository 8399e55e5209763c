namespace RecConsole.Web.Components.Shared;

/// <summary>In: short messages of any component of this window. Out: <see cref="ToastHost"/> shows them. Scoped: one a window.</summary>
public sealed class Toasts
{
    public event Action<Toast>? Shown;

    public void Success(string text) => Show(text, ToastKind.Success);
    public void Warning(string text) => Show(text, ToastKind.Warning);
    /// <summary>Stays until it is closed.</summary>
    public void Error(string text) => Show(text, ToastKind.Error);
    public void Show(string text, ToastKind kind) => Shown?.Invoke(new Toast(text, kind));
}

public enum ToastKind
{
    Success,
    Warning,
    Error,
}
