using System.CommandLine;
using RecConsole.Engine.Evaluation;

namespace RecConsole.Web.Commands;

/// <summary><c>ope</c>: what another policy would have earned, from logged bandit data in the Open Bandit format.</summary>
public static class OpeCommand
{
    const string Uniform = "uniform";

    /// <summary>Of the parts that the reward model is cross-fitted in: always the same, so that figures can be repeated.</summary>
    const ulong Seed = 1;

    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "Log in the Open Bandit format, plain or gzip: item_id, position, click, propensity_score, user_feature_*, user-item_affinity_*" };
        var evaluate = new Option<string>("--evaluate") { Description = "The policy to be estimated: uniform, or a CSV with item_id,position,probability", HelpName = "POLICY", Required = true };
        var context = new Option<string?>("--context") { Description = "CSV of what is known of the items, for the reward model: item_id, item_feature_*", HelpName = "PATH" };
        path.Validators.Add(CommandOptions.RefuseDirectory);
        evaluate.Validators.Add(given => { if (given.Tokens is not [{ Value: Uniform }]) CommandOptions.RefuseDirectory(given); });
        context.Validators.Add(CommandOptions.RefuseDirectory);
        var command = new Command("ope", "What another policy would have earned, estimated from logged bandit data: IPS, SNIPS, DM and DR with intervals, and how far the log supports them") { path, evaluate, context, CommandOptions.Json() };
        command.SetAction(async (parsed, _) =>
        {
            var log = OpenBanditFile.Read(parsed.GetValue(path)!, parsed.GetValue(context));
            var policy = parsed.GetValue(evaluate)!;
            var text = new OpeText(Evaluate(log, policy == Uniform ? BanditPolicy.Uniform(log) : ActionDistributionFile.Read(policy, log)));
            await parsed.InvocationConfiguration.Output.WriteLineAsync(parsed.WantsJson() ? text.ToJson() : text.ToText());
            return CommandLine.Success;
        });
        return command;
    }

    static BanditEvaluation Evaluate(BanditLog log, BanditPolicy policy)
    {
        try
        {
            return BanditEvaluation.Of(log, policy, Seed);
        }
        catch (ArgumentException wrong)
        {
            throw new CommandFailedException(wrong.Message, wrong);
        }
    }
}
