using System.Text.Json;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.Audit;
using RecConsole.Engine.Models;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;
using RecConsole.Engine.Training;

namespace RecConsole.Engine.Hosting;

/// <summary>What a model must stand before it serves, one by one.</summary>
public sealed record ModelChecks(QualityCheck Quality, ServingChecks Serving);

/// <summary>
/// In: the wish that another model serves. Out: it does, from the next second on and without a request noticing, or a refusal that
/// names the check and what would be right. What an admin decides against a check, and every roll-back, stands in the audit log
/// with its reason. One wish at a time.
/// </summary>
public sealed class ModelPromotions(Database database, ModelRegistry registry, ModelShelf shelf, ModelChecks checks, ModelFitter fitter, TimeProvider time)
{
    readonly SemaphoreSlim turnOfWishes = new(1, 1);

    /// <summary>After another model came to serve, on the thread that made it.</summary>
    public event Action? Changed;

    /// <summary>Checks the model and lets it serve. Takes as long as its checks: seconds, or as the fit of the kind that serves where that must be fitted anew.</summary>
    /// <param name="override">Why it is to serve although a check does not pass; null to have the checks decide.</param>
    public async Task<ModelAnswer> PromoteAsync(string name, Person who, string? @override = null, CancellationToken cancellation = default)
    {
        if (!who.May(Permission.PromoteModels)) return NotAllowed(Permission.PromoteModels, who);
        if (@override is not null && !who.May(Permission.OverrideChecks)) return NotAllowed(Permission.OverrideChecks, who);
        if (@override is not null && string.IsNullOrWhiteSpace(@override)) return ModelAnswer.Refuse(DeskRefusal.Invalid, "Say why it is to serve against its checks.");
        await turnOfWishes.WaitAsync(cancellation);
        try
        {
            if (registry.Find(name) is not { } entry) return ModelAnswer.Refuse(DeskRefusal.NotFound, registry.Unknown(name));
            if (entry.Unfit is { } unfit) return ModelAnswer.Refuse(DeskRefusal.NotNow, unfit);
            var (report, encoder) = await JudgeAsync(entry, cancellation);
            if (encoder is null || !report.Passed && @override is null)
            {
                encoder?.Dispose();
                await KeepAsync(entry, report);
                return ModelAnswer.Refuse(DeskRefusal.NotNow, $"{entry.Name} does not pass. {string.Join(" ", report.Checks.Where(check => !check.Passed).Select(check => check.Sentence))}", report);
            }
            var kind = report.Passed ? PromotionKind.Promoted : PromotionKind.Overridden;
            return await ServeAsync(entry, encoder, who, kind, @override, report);
        }
        catch (BrokenModelException broken)
        {
            return ModelAnswer.Refuse(DeskRefusal.NotNow, $"{broken.Message} Train it again.");
        }
        finally
        {
            turnOfWishes.Release();
        }
    }

    /// <summary>Lets the model serve that served before, without the checks: it has stood the traffic.</summary>
    public async Task<ModelAnswer> RollBackAsync(Person who, string? reason = null, CancellationToken cancellation = default)
    {
        if (!who.May(Permission.PromoteModels)) return NotAllowed(Permission.PromoteModels, who);
        await turnOfWishes.WaitAsync(cancellation);
        try
        {
            if (registry.FindFormer() is not { } former) return ModelAnswer.Refuse(DeskRefusal.NotNow, "No other model has served this shop whose files are kept: there is nothing to go back to.");
            var encoder = await Task.Run(() => shelf.Open(former.Row), cancellation);
            return await ServeAsync(former, encoder, who, PromotionKind.RolledBack, reason, null);
        }
        catch (BrokenModelException broken)
        {
            return ModelAnswer.Refuse(DeskRefusal.NotNow, broken.Message);
        }
        finally
        {
            turnOfWishes.Release();
        }
    }

    /// <summary>The checks, and the model opened where it can be; whoever gets it disposes of it or lets it serve.</summary>
    async Task<(GateReport Report, SessionEncoder? Encoder)> JudgeAsync(ModelEntry entry, CancellationToken cancellation)
    {
        var against = shelf.Serving?.Hash;
        var encoder = await Task.Run(() => shelf.Open(entry.Row), cancellation);
        try
        {
            var made = await QuietThread.RunAsync<GateCheck[]>(() => [checks.Quality.Run(entry, cancellation), checks.Serving.RunSmoke(encoder), checks.Serving.RunLatency(encoder)]);
            return (new GateReport(time.GetUtcNow(), against, made), encoder);
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    async Task<ModelAnswer> ServeAsync(ModelEntry entry, SessionEncoder encoder, Person who, PromotionKind kind, string? reason, GateReport? report)
    {
        using (var turn = await database.EnterAsync(CancellationToken.None))
        {
            if (registry.Find(entry.Row.Hash)?.Unfit is { } meanwhile)
            {
                encoder.Dispose();
                return ModelAnswer.Refuse(DeskRefusal.NotNow, meanwhile, report); // the shop was replaced while the checks were made
            }
            var was = registry.FindPublished();
            var promotion = new Promotion(entry.Row.Hash, was?.Row.Hash, time.GetUtcNow(), who.Id, who.Name, kind, reason);
            shelf.Promote(turn, entry.Row, encoder, connection =>
            {
                TrainingTable.AddPromotion(connection, promotion);
                if (report is not null) TrainingTable.AddCheck(connection, entry.Row.Hash, report);
                Note(connection, who, entry, was, promotion, report);
            });
            fitter.StandBack();
            Changed?.Invoke();
            return new ModelAnswer(Promotion: promotion, Report: report);
        }
    }

    async Task KeepAsync(ModelEntry entry, GateReport report)
    {
        using (var turn = await database.EnterAsync(CancellationToken.None)) turn.Commit(connection => TrainingTable.AddCheck(connection, entry.Row.Hash, report));
        Changed?.Invoke();
    }

    static void Note(SqliteConnection connection, Person who, ModelEntry entry, ModelEntry? was, Promotion promotion, GateReport? report)
    {
        var action = promotion.Kind switch
        {
            PromotionKind.Overridden => AuditAction.ModelOverridden,
            PromotionKind.RolledBack => AuditAction.ModelRolledBack,
            _ => AuditAction.ModelPromoted,
        };
        AuditTable.Append(connection, who, action, $"model:{entry.Row.Key}", promotion.At,
            was is null ? null : JsonSerializer.Serialize(new { model = was.Name }, JsonSerializerOptions.Web),
            JsonSerializer.Serialize(new { model = entry.Name, checks = report?.Checks.ToDictionary(check => check.Name, check => check.Passed ? "passed" : check.Sentence) }, JsonSerializerOptions.Web),
            promotion.Reason);
    }

    static ModelAnswer NotAllowed(Permission right, Person who) => ModelAnswer.Refuse(DeskRefusal.NotAllowed, RolePolicy.Missing(right, who.Role));
}
