using RecConsole.Engine.Audit;

namespace RecConsole.Tests.Audit;

public sealed class AuditChainTests
{
    static readonly DateTimeOffset At = new(2026, 11, 22, 8, 0, 0, TimeSpan.Zero);

    static List<AuditEntry> Chain(int count)
    {
        var entries = new List<AuditEntry>();
        for (var n = 0; n < count; n++)
            entries.Add(AuditChain.Next(entries.LastOrDefault(), new AuditChange("p-1", "Ann", "Admin", AuditAction.Published, "strategy:default") { After = $"{{\"n\":{n}}}" }, At.AddMinutes(n)));
        return entries;
    }

    [Fact]
    public void Verify_ChainAsEntered_IsWhole()
    {
        var entries = Chain(5);
        Assert.Equal(new AuditVerdict(5, entries[^1].Hash, null, null), AuditChain.Verify(entries));
        Assert.Equal(new AuditVerdict(0, AuditChain.Start, null, null), AuditChain.Verify([]));
    }

    [Fact]
    public void Verify_AnyFieldChanged_NamesTheEntry()
    {
        Func<AuditEntry, AuditEntry>[] changes =
        [
            e => e with { At = e.At.AddTicks(1) }, e => e with { Actor = "p-2" }, e => e with { ActorName = "Bob" }, e => e with { Role = "Viewer" },
            e => e with { Action = "x" }, e => e with { Subject = "x" }, e => e with { Before = "" }, e => e with { After = null }, e => e with { Reason = "x" },
            e => e with { PreviousHash = AuditChain.Start }, e => e with { Hash = AuditChain.Start },
            // text that moves from one field to the next
            e => e with { Actor = "p-1Ann", ActorName = "" },
        ];
        foreach (var change in changes)
        {
            var entries = Chain(5);
            entries[2] = change(entries[2]);
            var verdict = AuditChain.Verify(entries);
            Assert.Equal((3L, 2L), (verdict.BrokenAt, verdict.Entries));
        }
    }

    [Fact]
    public void Verify_EntryTakenOutOrHashedAnew_IsNoticedWhereTheChainBreaks()
    {
        var without = Chain(5);
        without.RemoveAt(2);
        Assert.Equal((3L, "Entry 3 is missing: after 2 comes 4."), (AuditChain.Verify(without).BrokenAt, AuditChain.Verify(without).Problem));

        var anew = Chain(5);
        anew[2] = anew[2] with { Reason = "another" };
        anew[2] = anew[2] with { Hash = AuditChain.HashOf(anew[2]) };
        Assert.Equal(4, AuditChain.Verify(anew).BrokenAt);
    }

    [Fact]
    public void Verify_CutOffAtTheEnd_IsNoticedByTheHashNotedEarlier()
    {
        var entries = Chain(5);
        var noted = entries[^1].Hash;
        entries.RemoveAt(4);
        Assert.True(AuditChain.Verify(entries).IsWhole);
        Assert.Equal(5, AuditChain.Verify(entries, noted).BrokenAt);
        Assert.True(AuditChain.Verify(entries, entries[1].Hash).IsWhole);
    }

    /// <summary>So that a later version reads chains of this one.</summary>
    [Fact]
    public void HashOf_KnownEntry_IsSha256OfItsJsonArray()
    {
        var entry = AuditChain.Next(null, new AuditChange("p-1", "Ann", "Admin", "strategy.published", "strategy:default") { Reason = "why" }, At);
        var text = $"""["1","2026-11-22T08:00:00.0000000Z","p-1","Ann","Admin","strategy.published","strategy:default",null,null,"why","{AuditChain.Start}"]""";
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))), entry.Hash);
    }
}
