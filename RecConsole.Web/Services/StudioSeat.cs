using RecConsole.Engine.People;

namespace RecConsole.Web.Services;

/// <summary>One window at one strategy.</summary>
public sealed class StudioSeat : IDisposable
{
    readonly StudioPresence presence;
    long editedTicks;

    internal StudioSeat(StudioPresence presence, string key, Person who) => (this.presence, Key, Who) = (presence, key, who);

    public string Key { get; }

    public Person Who { get; }

    /// <summary>When this window last changed the draft, or null.</summary>
    public DateTimeOffset? EditedAt => Volatile.Read(ref editedTicks) is > 0 and var ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;

    internal long EditedTicks { set => Volatile.Write(ref editedTicks, value); }

    public void NoteEdit() => presence.NoteEdit(this);

    public void Dispose() => presence.Leave(this);
}
