using System.Net;
using System.Net.Sockets;

namespace RecConsole.Web.Auth;

/// <summary>
/// How often an address may be wrong at the door: <see cref="Attempts"/> in a minute that begins with anybody's first. The
/// framework's limiter counts every call, and a shop's whole office comes in through one address; here whoever is let in is
/// not counted. Behind a proxy all come from its address and share the minute.
/// </summary>
public sealed class SignInLimit(TimeProvider time)
{
    public const int Attempts = 10;

    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    readonly Lock gate = new();

    /// <summary>Of this minute only, so that it stays as small as what a minute brings.</summary>
    readonly Dictionary<IPAddress, int> counted = [];

    long began = time.GetTimestamp();

    /// <summary>Counts an attempt before it is looked at, so that many at once are not all let through; null when it may be made.</summary>
    /// <returns>How long to wait.</returns>
    public TimeSpan? Begin(IPAddress? from)
    {
        lock (gate)
        {
            if (time.GetElapsedTime(began) >= Window)
            {
                counted.Clear();
                began = time.GetTimestamp();
            }
            var source = SourceOf(from);
            var before = counted.GetValueOrDefault(source);
            if (before >= Attempts) return Window - time.GetElapsedTime(began);
            counted[source] = before + 1;
            return null;
        }
    }

    /// <summary>The attempt was right: it does not count.</summary>
    public void Forgive(IPAddress? from)
    {
        lock (gate)
            if (counted.TryGetValue(SourceOf(from), out var count) && count > 0) counted[SourceOf(from)] = count - 1;
    }

    /// <summary>Who has one IPv6 address has the 2^64 of its network.</summary>
    static IPAddress SourceOf(IPAddress? from)
    {
        if (from is null) return IPAddress.None;
        if (from.IsIPv4MappedToIPv6) return from.MapToIPv4();
        if (from.AddressFamily != AddressFamily.InterNetworkV6) return from;
        var bytes = from.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }
}
