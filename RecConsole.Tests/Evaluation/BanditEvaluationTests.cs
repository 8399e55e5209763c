using RecConsole.Engine.Evaluation;
using RecConsole.Engine.Numerics;
using RecConsole.Engine.Statistics;

namespace RecConsole.Tests.Evaluation;

public sealed class BanditEvaluationTests
{
    static readonly SparseRow Nothing = new([], []);

    [Fact]
    public void Of_FourRounds_IsAsByHand()
    {
        // weights 1.5, 0.5, 3 and 1; clicks on the first and the last
        var log = Log([(0, true, 0.5), (1, false, 0.5), (0, false, 0.25), (1, true, 0.25)], items: 2);
        var found = BanditEvaluation.Of(log, Policy(log, 0.75, 0.25), seed: 1);

        Assert.Equal(2.5 / 4, found.Estimates.Ips.Value, 1e-12);
        Assert.Equal(0.375, (found.Estimates.Ips.Upper - found.Estimates.Ips.Value) / Interval.Z95, 1e-12);
        Assert.Equal(2.5 / 6, found.Estimates.Snips.Value, 1e-12);
        Assert.Equal(0.5, found.Estimates.Logged.Value, 1e-12);
        Assert.Equal(36 / 12.5, found.Support.EffectiveSlates, 1e-12);
        Assert.Equal(3, found.Support.MaxWeight, 1e-12);
        Assert.Equal(0, found.Support.UnsupportedMass, 1e-12);
        // Dudík, Langford and Li 2011, eq. 4, from the model's own expectations
        double[] weights = [1.5, 0.5, 3, 1], clicks = [1, 0, 0, 1];
        Assert.Equal(Enumerable.Range(0, 4).Average(n => found.Model.Direct[n] + weights[n] * (clicks[n] - found.Model.Expected[n])), found.Estimates.Dr.Value, 1e-12);
        Assert.Equal(found.Model.Direct.Average(), found.Estimates.Dm.Value, 1e-12);
        Assert.Equal(OffPolicyVerdict.NotSupported, found.Support.Verdict);
    }

    [Fact]
    public void Of_WhatTheLogNeverShows_IsUnsupported()
    {
        var log = Log([(0, true, 1), (0, false, 1)], items: 4);

        Assert.Equal(0.75, BanditEvaluation.Of(log, BanditPolicy.Uniform(log), 1).Support.UnsupportedMass, 1e-12);
    }

    [Fact]
    public void Of_NoClickSpeaksForThePolicy_IsNotSupportedHoweverLong()
    {
        var log = Log([.. Enumerable.Range(0, 4000).Select(n => (n % 2, n == 0, 0.5))], items: 2);
        var found = BanditEvaluation.Of(log, Policy(log, 0, 1), 1);

        Assert.Equal(OffPolicyVerdict.NotSupported, found.Support.Verdict);
        Assert.StartsWith("Not supported: no click", found.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_PropensitiesThatAreNotTheLoggings_SaysSoAndIsNotReliable()
    {
        var right = Simulated(3, rounds: 20_000);
        var wrong = right with { Rounds = [.. right.Rounds.Select(round => round with { Propensity = 0.4 })] };
        var found = BanditEvaluation.Of(wrong, BanditPolicy.Uniform(wrong), 1);

        Assert.True(BanditEvaluation.Of(right, BanditPolicy.Uniform(right), 1).Support.PropensitiesFit);
        Assert.False(found.Support.PropensitiesFit);
        Assert.Equal(OffPolicyVerdict.Directional, found.Support.Verdict);
        Assert.EndsWith("the logged propensities are not those of the policy that logged.", found.Sentence, StringComparison.Ordinal);
    }

    /// <summary>The truth is 0.3 everywhere; a log of 3,000 rounds prefers what is clicked least.</summary>
    [Fact]
    public void Of_SimulatedLogs_IntervalsHoldTheTruth()
    {
        const int Logs = 60;
        var held = new int[4];
        for (var one = 0; one < Logs; one++)
        {
            var log = Simulated((ulong)one, rounds: 3000);
            var found = BanditEvaluation.Of(log, BanditPolicy.Uniform(log), 1);
            foreach (var (i, interval) in new[] { found.Estimates.Ips, found.Estimates.Snips, found.Estimates.Dm, found.Estimates.Dr }.Index())
                if (interval is { Lower: <= 0.3, Upper: >= 0.3 }) held[i]++;
            Assert.True(found.Model.BeatsConstant);
            Assert.True(found.Estimates.Dr.Upper - found.Estimates.Dr.Lower < found.Estimates.Ips.Upper - found.Estimates.Ips.Lower, "the model takes noise away");
            Assert.Equal(OffPolicyVerdict.Reliable, found.Support.Verdict);
        }
        Assert.All(held, count => Assert.InRange(count, 52, Logs)); // of 60 at 95 %, fewer than 52 have a chance of 1 in 5,000; the seeds are fixed
    }

    [Fact]
    public void CrossFit_ClicksThatFollowNothing_SaysThatTheModelKnowsNoMoreThanTheRate()
    {
        var rng = new Rng(3);
        var log = Log([.. Enumerable.Range(0, 2000).Select(_ => (rng.NextInt(5), rng.NextBool(0.01), 0.2))], items: 5);
        var model = BanditRewardModel.CrossFit(log, BanditPolicy.Uniform(log), 1);

        Assert.InRange(model.LogLoss - model.ConstantLogLoss, -0.001, 0.001);
    }

    [Fact]
    public void Of_SameLogTwice_IsTheSame()
    {
        var log = Simulated(7, rounds: 500);

        Assert.Equal(BanditEvaluation.Of(log, BanditPolicy.Uniform(log), 1).Estimates, BanditEvaluation.Of(log, BanditPolicy.Uniform(log), 1).Estimates);
    }

    static BanditLog Simulated(ulong seed, int rounds)
    {
        double[] clicked = [0.1, 0.3, 0.5], logged = [0.6, 0.3, 0.1];
        var rng = new Rng(seed);
        return Log([.. Enumerable.Range(0, rounds).Select(_ => rng.NextDouble() is var u && (u < 0.6 ? 0 : u < 0.9 ? 1 : 2) is var item ? (item, rng.NextBool(clicked[item]), logged[item]) : default)], items: 3);
    }

    static BanditLog Log((int Item, bool Clicked, double Propensity)[] rounds, int items) =>
        new([.. Enumerable.Range(0, items)], [1], [.. rounds.Select(one => new BanditRound(one.Item, 0, one.Clicked, one.Propensity, Nothing, Nothing))], 0, [], 0);

    static BanditPolicy Policy(BanditLog log, params double[] probabilities) =>
        BanditPolicy.Of("policy", probabilities.Index().ToDictionary(one => (one.Index, 1), one => one.Item), log);
}
