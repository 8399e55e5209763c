using RecConsole.Engine.Audit;
using RecConsole.Engine.Targeting;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class AuditChangesTests
{
    static AuditEntry Entry(Segment? before, Segment? after) => AuditChain.Next(null, new AuditChange("p-1", "Ann", "Publisher", AuditAction.SegmentChanged, "segment:vip")
    {
        Before = before is null ? null : TargetJson.Write(before),
        After = after is null ? null : TargetJson.Write(after),
    }, DateTimeOffset.UnixEpoch);

    [Fact]
    public void Of_SegmentChanged_NamesTheFieldsThatDiffer()
    {
        var was = new Segment("vip", "Important") { Order = 1, Shoppers = new() { Ids = ["u1"] } };
        var changes = AuditChanges.Of(Entry(was, was with { Name = "Very important", Shoppers = new() { Ids = ["u1", "u2"] } }));
        Assert.Equal(
            [("name", "\"Important\"", "\"Very important\""), ("shoppers", """{"ids":["u1"]}""", """{"ids":["u1","u2"]}""")],
            changes.Select(change => (change.Part, change.Before!, change.After!)));
        Assert.Empty(AuditChanges.Of(Entry(was, was)));
    }

    [Fact]
    public void Of_SegmentAddedOrRemoved_IsTheWholeOfIt()
    {
        var it = new Segment("vip", "Important");
        Assert.Equal(("segment:vip", null, TargetJson.Write(it)), AuditChanges.Of(Entry(null, it)).Select(change => (change.Part, change.Before, change.After)).Single());
        Assert.Equal(("segment:vip", TargetJson.Write(it), null), AuditChanges.Of(Entry(it, null)).Select(change => (change.Part, change.Before, change.After)).Single());
    }
}
