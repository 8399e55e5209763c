using RecConsole.Engine.Events;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Events;

public sealed class EventValidatorTests
{
    static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    readonly EventValidator validator = new(new ManualTime(Now));

    static EventDraft Draft() => new() { Type = "click", UserId = "u", SessionId = "s", ItemId = "i" };

    [Fact]
    public void Validate_LeastDraft_FillsTheRest()
    {
        var e = validator.Validate(Draft(), EventOrigin.Live, out var reason)!;
        Assert.Null(reason);
        Assert.Equal((EventKind.Click, "u", "s", "i", 1), (e.Kind, e.UserId.Value, e.SessionId.Value, e.ItemId!.Value.Value, e.Quantity));
        Assert.Equal(Now, e.Timestamp);
        Assert.Equal(32, e.Id.Value.Length);
    }

    [Fact]
    public void Validate_TimestampWithOffset_IsKeptInUtc()
    {
        var e = validator.Validate(Draft() with { Timestamp = new DateTimeOffset(2026, 5, 1, 13, 0, 0, TimeSpan.FromHours(2)) }, EventOrigin.Live, out _)!;
        Assert.Equal(new DateTimeOffset(2026, 5, 1, 11, 0, 0, TimeSpan.Zero), e.Timestamp);
        Assert.Equal(TimeSpan.Zero, e.Timestamp.Offset);
    }

    public static TheoryData<EventDraft, string> Faults => new()
    {
        { Draft() with { Type = "clicked" }, "one of impression, view, click" },
        { Draft() with { Type = null }, "is not known" },
        { Draft() with { UserId = null }, "userId is missing" },
        { Draft() with { UserId = "" }, "1 to 128" },
        { Draft() with { SessionId = new string('x', 129) }, "sessionId has 129 characters" },
        { Draft() with { SessionId = null }, "sessionId is missing" },
        { Draft() with { ItemId = null }, "itemId is missing" },
        { Draft() with { ItemId = "a\nb" }, "control character" },
        { Draft() with { EventId = "" }, "eventId" },
        { Draft() with { Type = "search", ItemId = null }, "query is missing" },
        { Draft() with { Type = "search", ItemId = null, Query = new string('q', 600) }, "at most 512" },
        { Draft() with { Timestamp = Now.AddHours(1) }, "in the future" },
        { Draft() with { Timestamp = DateTimeOffset.UnixEpoch }, "before 1995" },
        { Draft() with { Quantity = 0 }, "quantity 0" },
        { Draft() with { Price = -1 }, "price -1" },
        { Draft() with { Position = 0 }, "the first slot is 1" },
        { Draft() with { DwellSeconds = double.NaN }, "dwellSeconds" },
        { Draft() with { Rating = double.PositiveInfinity }, "rating" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Validate_Fault_SaysWhatWouldBeRight(EventDraft draft, string says)
    {
        Assert.Null(validator.Validate(draft, EventOrigin.Live, out var reason));
        Assert.Contains(says, reason);
    }

    [Fact]
    public void Validate_SearchWithoutItem_IsRight() =>
        Assert.Equal("red shoes", validator.Validate(Draft() with { Type = "search", ItemId = null, Query = "red shoes" }, EventOrigin.Live, out _)!.Query);

    [Fact]
    public void Names_EachKind_ReadsBack()
    {
        foreach (var kind in Enum.GetValues<EventKind>())
        {
            Assert.True(EventKindNames.TryParse(kind.Name(), out var read));
            Assert.Equal(kind, read);
        }
    }
}
