namespace RecConsole.Web.Components.Shared;

/// <summary>One message. Not a record: the same text said twice is two messages, and each leaves on its own.</summary>
public sealed class Toast(string text, ToastKind kind)
{
    public string Text => text;
    public ToastKind Kind => kind;
}
