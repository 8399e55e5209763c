using System.Text.Json;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Commands;

public sealed class OpeCommandTests
{
    const string Folder = "open-bandit-men";

    [Theory]
    [InlineData("item_id,position,probability\n0,1,0.75\n1,1,0.25\n")]
    [InlineData("item_id,p_position_1\n0,0.75\n1,0.25\n")]
    public async Task Ope_Json_HasTheFieldsOfTheInterface(string policy)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("ope", File(folder, "log.csv", Log()), "--evaluate", File(folder, "policy.csv", policy), "--context", File(folder, "items.csv", "item_id,item_feature_0,item_feature_1\n0,-1.5,red\n1,2,blue\n"), "--json");
        Assert.True(run.ExitCode == 0, run.Error);
        var report = JsonDocument.Parse(run.Output).RootElement;

        Assert.Equal("policy.csv", report.GetProperty("policy").GetString());
        Assert.Equal(40, report.GetProperty("rows").GetInt32());
        foreach (var name in new[] { "ips", "snips", "dm", "dr" })
        {
            var figures = report.GetProperty("estimators").GetProperty(name);
            Assert.InRange(figures.GetProperty("value").GetDouble(), figures.GetProperty("ciLower").GetDouble(), figures.GetProperty("ciUpper").GetDouble());
        }
        // items in turn, each shown with 1/2: weights 1.5 and 0.5; item 0 is clicked every fourth time, item 1 never
        Assert.Equal(5 * 1.5 / 40, report.GetProperty("estimators").GetProperty("ips").GetProperty("value").GetDouble(), 1e-12);
        Assert.Equal(40 * 40 / (20 * 2.25 + 20 * 0.25), report.GetProperty("effectiveSampleSize").GetDouble(), 1e-9);
        Assert.Equal(1.5, report.GetProperty("maxWeight").GetDouble(), 1e-12);
        Assert.Equal(0, report.GetProperty("unsupportedMass").GetDouble());
        Assert.Equal("notSupported", report.GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task Ope_Text_BeginsWithTheVerdict()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("ope", File(folder, "log.csv", Log()), "--evaluate", "uniform");

        Assert.StartsWith("Not supported: the log is worth 40 of its 40 rounds", run.Output, StringComparison.Ordinal);
        Assert.Contains("SNIPS", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ope_Directory_IsRefusedWithTheFileInIt()
    {
        using var folder = new TemporaryFolder();
        var log = File(folder, "all.csv", Log());

        var run = await CommandRun.Of("ope", folder.Path, "--evaluate", "uniform");
        var analyzed = await CommandRun.Of("analyze", folder.Path, "--variant", "a", "--metric", "b");

        Assert.Equal((2, 2), (run.ExitCode, analyzed.ExitCode));
        Assert.Contains($"{folder.Path} is a directory, and a file is wanted: name the file in it, such as {log}.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item_id,position,probability\n0,1,0.5\n1,1,0.4\n", "at position 1 sum to 0.9, not to 1")]
    [InlineData("item_id,position,probability\n0,2,0.5\n1,2,0.5\n", "at position 1 sum to 0, not to 1")]
    [InlineData("item_id,position,probability\n0,1,0.5\n9,1,0.5\n", "shows item 9, which the log does not know")]
    [InlineData("item_id,position,probability\n0,1,1.5\n1,1,-0.5\n", "lies between 0 and 1")]
    [InlineData("item_id,position,probability\n0,1,half\n", "line 2: probability is a number, not 'half'")]
    [InlineData("item_id,position,probability\n0,1,0.5\n0,1,0.5\n", "stand once each")]
    [InlineData("item_id,score\n0,1\n", "is no policy: it has the columns item_id, position, probability")]
    public async Task Ope_WrongPolicy_SaysWhatWouldBeRight(string policy, string said)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("ope", File(folder, "log.csv", Log()), "--evaluate", File(folder, "policy.csv", policy));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item_id,position,click\n0,1,0\n", "lacks propensity_score")]
    [InlineData("item_id,position,click,propensity_score\n0,1,0,0\n", "line 2: propensity_score lies above 0 and up to 1, not '0'")]
    [InlineData("item_id,position,click,propensity_score\n0,1,2,0.5\n", "click is 0 or 1, not '2'")]
    [InlineData("item_id,position,click,propensity_score\nsocks,1,0,0.5\n", "item_id is a whole number, not 'socks'")]
    [InlineData("item_id,position,click,propensity_score\n0,1,0,0.5\n", "has 1 rows: estimates need two or more")]
    [InlineData("item_id,position,click,propensity_score\n0,1,0\n", "line 2: wrong number of columns")]
    public async Task Ope_WrongLog_SaysWhatWouldBeRight(string log, string said)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("ope", File(folder, "log.csv", log), "--evaluate", "uniform");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("item_id,colour\n0,red\n", "is no item context")]
    [InlineData("item_id,item_feature_0\n0,1\n", "does not know item 1 of the log")]
    [InlineData("item_id,item_feature_0\n0,1\n0,2\n", "item_id stands once for each item")]
    public async Task Ope_WrongContext_SaysWhatWouldBeRight(string context, string said)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("ope", File(folder, "log.csv", Log()), "--evaluate", "uniform", "--context", File(folder, "items.csv", context));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(said, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ope_NoPolicyNamed_Exits2() => Assert.Equal(2, (await CommandRun.Of("ope", "log.csv")).ExitCode);

    /// <summary>Computed with numpy from the same two logs.</summary>
    [SharedDataFact(Folder)]
    public async Task Ope_OpenBandit_ReproducesTheReference()
    {
        using var reference = JsonDocument.Parse(await System.IO.File.ReadAllTextAsync(SharedData.Path($"{Folder}/reference_estimates.json")));
        foreach (var pair in reference.RootElement.EnumerateObject())
        {
            var parts = pair.Name.Split(',');
            var (log, policy) = (parts[0].Split('=')[1], parts[1].Split('=')[1]);
            var run = await CommandRun.Of("ope", SharedData.Path($"{Folder}/{log}_men.csv.gz"), "--context", SharedData.Path($"{Folder}/{log}_item_context.csv"), "--json",
                "--evaluate", policy == "random" ? "uniform" : SharedData.Path($"{Folder}/bts_action_distribution_men.csv"));
            Assert.True(run.ExitCode == 0, run.Error);
            var (got, expected) = (JsonDocument.Parse(run.Output).RootElement, pair.Value);
            var ips = got.GetProperty("estimators").GetProperty("ips");
            foreach (var (name, figure) in new[]
            {
                ("n", got.GetProperty("rows")), ("ipw", ips.GetProperty("value")), ("ipw_standard_error", ips.GetProperty("standardError")),
                ("snipw", got.GetProperty("estimators").GetProperty("snips").GetProperty("value")),
                ("mean_weight", got.GetProperty("meanWeight").GetProperty("value")), ("effective_sample_size", got.GetProperty("effectiveSampleSize")), ("max_weight", got.GetProperty("maxWeight")),
            })
                Assert.Equal(expected.GetProperty(name).GetDouble(), figure.GetDouble(), 1e-9);
            if (log == "bts") continue; // its logger learned meanwhile: it is not the policy of the table
            // what the evaluated policy earned on its own log, with that log's chance, meets the doubly robust interval
            var (dr, own) = (got.GetProperty("estimators").GetProperty("dr"), expected.GetProperty("on_policy_mean_click_of_evaluated_policy").GetDouble());
            var chance = 1.96 * Math.Sqrt(own * (1 - own) / 10_000);
            Assert.InRange(dr.GetProperty("value").GetDouble(), 0.9 * expected.GetProperty("ipw").GetDouble(), 1.1 * expected.GetProperty("ipw").GetDouble());
            Assert.InRange(own, dr.GetProperty("ciLower").GetDouble() - chance, dr.GetProperty("ciUpper").GetDouble() + chance);
        }
    }

    static string Log() => "item_id,position,click,propensity_score,user_feature_0,user-item_affinity_0,user-item_affinity_1\n"
        + string.Concat(Enumerable.Range(0, 40).Select(n => $"{n % 2},1,{(n % 8 == 0 ? 1 : 0)},0.5,{(n % 3 == 0 ? "a" : "b")},{n % 5},0\n"));

    static string File(TemporaryFolder folder, string name, string content)
    {
        var path = Path.Combine(folder.Path, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }
}
