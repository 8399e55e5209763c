using RecConsole.Engine.Hosting;
using RecConsole.Engine.Strategies;
using RecConsole.Web.Services;

namespace RecConsole.Web.Components.Pages;

/// <summary>The draft's way on: each step asks what it must, goes to the desk, and shows what became of it.</summary>
public sealed partial class StudioPage
{
    /// <summary>The step whose dialog is open, or null.</summary>
    DraftAction? asked;

    /// <summary>The change that waits for a word, because it would end a review, an approval or a schedule; or null.</summary>
    Func<Task>? waiting;

    Task StepAsync(DraftAction action)
    {
        if (action is DraftAction.Publish or DraftAction.Schedule or DraftAction.Reject or DraftAction.Rebase or DraftAction.Discard)
        {
            asked = action;
            return Task.CompletedTask;
        }
        return DoAsync(action, new StepWords());
    }

    /// <summary>Does a step; a refusal is said and changes nothing.</summary>
    async Task DoAsync(DraftAction action, StepWords words)
    {
        var version = session!.Version;
        var answer = action switch
        {
            DraftAction.Publish => await Desk.PublishAsync(Key, version, Who, words.Text),
            DraftAction.Schedule => await Desk.ScheduleAsync(Key, version, Who, words.At, words.TimeZone, words.Text),
            DraftAction.Unschedule => await Desk.UnscheduleAsync(Key, version, Who),
            DraftAction.Submit => await Desk.SubmitAsync(Key, version, Who, words.Text),
            DraftAction.Approve => await Desk.ApproveAsync(Key, version, Who, words.Text),
            DraftAction.Reject => await Desk.RejectAsync(Key, version, Who, words.Text),
            DraftAction.Discard => await Desk.DiscardAsync(Key, version, Who),
            DraftAction.Rebase => await Desk.RebaseAsync(Key, version, Live.Number, words.TakeTheirs, Who),
            _ => new DeskAnswer(),
        };
        await ShowAnswerAsync(answer, action switch
        {
            DraftAction.Publish => $"Revision {answer.Live?.Number} is live. Rolling back is one click, under History.",
            DraftAction.Schedule => "Scheduled.",
            DraftAction.Discard => "The draft is gone; nothing changed for shoppers.",
            _ => null,
        });
    }

    /// <summary>Changes the draft; the first change of one that others have looked at asks before.</summary>
    Task ChangeDraftAsync(Func<Task> change)
    {
        if (!session!.WouldReopen) return change();
        waiting = change;
        return Task.CompletedTask;
    }

    Task ChangeAnywayAsync()
    {
        if (waiting is not { } change) return Task.CompletedTask;
        waiting = null;
        session!.AgreeToReopen();
        return change();
    }

    /// <summary>The draft stays as it was looked at, and the page shows it so.</summary>
    Task LeaveAsync()
    {
        if (waiting is null) return Task.CompletedTask;
        waiting = null;
        return SlideAsync(Draft);
    }

    /// <summary>An earlier revision's content as what the draft is now: one step that undo takes back.</summary>
    Task LoadAsync(StrategyRevision earlier) => EditAsync(new StudioEdit(earlier.WithNumber(Draft.Number), $"Revision {earlier.Number} loaded"));

    Task SettleAsync(IReadOnlySet<string> takeTheirs) => ChangeDraftAsync(() => GuardAsync(async () =>
    {
        sliding = null;
        await session!.SettleAsync(takeTheirs, Who);
        FindConflicts();
        await RefreshAsync();
    }));

    Task TakeTheirsAsync()
    {
        sliding = null;
        session!.Reload();
        FindConflicts();
        return RefreshAsync();
    }

    Task CloseStep()
    {
        asked = null;
        return Task.CompletedTask;
    }

    async Task RollbackAsync(int number) => await ShowAnswerAsync(await Desk.RollbackAsync(Key, Who, number), $"Revision {number} is live again.");

    async Task ShowAnswerAsync(DeskAnswer answer, string? words)
    {
        if (!answer.IsDone)
        {
            Toasts.Error(answer.Sentence!);
            return;
        }
        asked = null;
        sliding = null;
        session!.Reload();
        FindConflicts();
        if (words is not null) Toasts.Success(words);
        await RefreshAsync();
    }
}
