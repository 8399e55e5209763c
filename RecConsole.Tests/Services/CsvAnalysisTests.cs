using System.IO.Compression;
using System.Text;
using RecConsole.Engine.Experiments;
using RecConsole.Tests.Support;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class CsvAnalysisTests : IDisposable
{
    readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    static AnalysisQuestion Bought => new("group", new MetricColumn("bought", MetricKind.Binary, null));

    string Csv(string text)
    {
        var path = folder.Combine("test.csv");
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>As many units an arm as asked; every tenth of the control bought, every fifth of the other.</summary>
    static string Groups(int control, int changed)
    {
        var text = new StringBuilder("who,group,bought,spend\n");
        for (var n = 0; n < control; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{n},old,{(n % 10 == 0 ? 1 : 0)},{n % 7}\n");
        for (var n = 0; n < changed; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"b{n},new,{(n % 5 == 0 ? 1 : 0)},{n % 9}\n");
        return text.ToString();
    }

    [Fact]
    public void Run_GzipWithControlByName_ComparesRates()
    {
        var path = folder.Combine("test.csv.gz");
        using (var gzip = new GZipStream(File.Create(path), CompressionMode.Compress)) gzip.Write(Encoding.UTF8.GetBytes(Groups(1000, 1000)));

        var found = CsvAnalysis.Run(path, Bought with { Control = "old" });

        Assert.Equal([("new", 1000L, 0.2), ("old", 1000L, 0.1)], found.Result.Arms.Select(arm => (arm.Name, arm.Units, arm.Value!.Value)));
        var comparison = Assert.Single(found.Result.Comparisons);
        Assert.Equal(("new", "old"), (comparison.Arm, comparison.Control));
        Assert.Equal(0.1, comparison.Absolute!.Estimate, 1e-12);
        Assert.Equal(VerdictCode.Better, found.Result.Verdict.Code);
        Assert.Null(found.MultipleExposures);
    }

    [Fact]
    public void Run_ArmThatLosesUnits_IsUnhealthy()
    {
        var path = Csv(Groups(1000, 800));

        Assert.Equal(VerdictCode.Unhealthy, CsvAnalysis.Run(path, Bought).Result.Verdict.Code);
        Assert.Equal(VerdictCode.Better, CsvAnalysis.Run(path, Bought with { Control = "old", Weights = [4, 5] }).Result.Verdict.Code);
    }

    [Fact]
    public void ToText_ArmOrControlWithoutAny_SaysWhatTheShareWouldBe()
    {
        string Said(int control, int changed)
        {
            var text = new StringBuilder("group,bought\n");
            for (var n = 0; n < 600; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? "old" : "new")},{(n % 2 == 0 ? n % 20 < control : n % 20 < changed) switch { true => 1, _ => 0 }}\n");
            return new AnalysisText(CsvAnalysis.Run(Csv(text.ToString()), Bought with { Control = "old" })).ToText();
        }

        var none = Said(control: 9, changed: 0);
        Assert.Contains("-100 %, without an interval: new is 0 in every unit", none, StringComparison.Ordinal);
        Assert.Contains("none: old is 0, and nothing is a share of that", Said(control: 0, changed: 9), StringComparison.Ordinal);
        Assert.DoesNotContain("p = 0\n", none.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void ToText_RatioFarOff_HasNoPValueOfZero()
    {
        var found = CsvAnalysis.Run(Csv(Groups(1000, 400)), Bought);

        Assert.InRange(found.Result.SampleRatioPValue, double.Epsilon, 1e-40);
        Assert.Contains("sample ratio  p less than 0.0001, NOT as it should be", new AnalysisText(found).ToText(), StringComparison.Ordinal);
        Assert.Contains("(p less than 0.0001)", found.Result.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_RatioWithCovariate_HasACupedReading()
    {
        var text = new StringBuilder("group,clicks,views,before\n");
        for (var n = 0; n < 400; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? "old" : "new")},{n % 7 + n % 2},{10 + n % 3},{n % 7}\n");

        var found = CsvAnalysis.Run(Csv(text.ToString()), new("group", new MetricColumn("clicks", MetricKind.Ratio, "views")) { Covariate = "before", Control = "old" });

        var comparison = Assert.Single(found.Result.Comparisons);
        Assert.True(comparison.Cuped!.StandardError < 0.4 * comparison.Absolute!.StandardError);
        Assert.True(comparison.VarianceReduction > 0.8);
        Assert.Contains("CUPED", new AnalysisText(found).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Run_DifferenceThatOnlyTheCovariateShows_DecidesTheVerdict()
    {
        var text = new StringBuilder("group,spent,before\n");
        for (var n = 0; n < 400; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? "old" : "new")},{n % 100 * 10 + n % 3 + n % 2 * 2},{n % 100 * 10}\n");
        CsvAnalysis Run(string? covariate) => CsvAnalysis.Run(Csv(text.ToString()), new("group", new MetricColumn("spent", MetricKind.Mean, null)) { Covariate = covariate, Control = "old" });

        var (plain, adjusted) = (Run(null).Result, Run("before").Result);

        Assert.Equal((VerdictCode.NoDifference, VerdictCode.Better), (plain.Verdict.Code, adjusted.Verdict.Code));
        Assert.Equal(adjusted.Comparisons[0].Cuped!.PValue, adjusted.Comparisons[0].AdjustedPValue);
        Assert.Contains("without what the covariate explains", adjusted.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneArm_IsRefusedWithItsName()
    {
        var refused = Assert.Throws<AnalysisFailedException>(() => CsvAnalysis.Run(Csv("group,bought\nold,1\nold,0\n"), Bought));

        Assert.Contains("All rows are of one arm, 'old'", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, 20, VerdictCode.NoDifference)]
    [InlineData(40, 0, VerdictCode.Unhealthy)] // what is missing depends on the arm
    public void Run_CellsThatAreNoNumbers_AreLeftOutAndCounted(int missingOld, int missingNew, VerdictCode code)
    {
        var text = new StringBuilder("group,spent\n");
        for (var n = 0; n < 1000; n++) text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{(n % 2 == 0 ? "old" : "new")},{(n / 2 < (n % 2 == 0 ? missingOld : missingNew) ? n % 4 < 2 ? "" : "n/a" : n / 2 % 7)}\n");
        text.Append(",5\n");

        var found = CsvAnalysis.Run(Csv(text.ToString()), new("group", new MetricColumn("spent", MetricKind.Mean, null)) { Control = "old" });

        Assert.Equal((1001, 960), (found.Table.Rows, found.Table.Units));
        Assert.Equal([500 - missingNew, 500 - missingOld], found.Result.Arms.Select(arm => arm.Units));
        Assert.Equal((41, "Line 2: '' in column 'spent' is no number."), (found.Table.LeftOut!.Rows, found.Table.LeftOut.First));
        Assert.Equal(code, found.Result.Verdict.Code);
        Assert.Contains($"old {missingOld} of 500", new AnalysisText(found).ToText(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToText_NothingToCompare_SaysWhyInWords()
    {
        var text = new AnalysisText(CsvAnalysis.Run(Csv("group,spent\nold,1\nnew,2\n"), new("group", new MetricColumn("spent", MetricKind.Mean, null)))).ToText();

        Assert.Contains("no figure, since an arm has fewer than two units", text, StringComparison.Ordinal);
        Assert.Contains("spent without a figure", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_UnitsInSeveralArms_CountInNoneAndMakeItUnhealthy()
    {
        var path = Csv(Groups(500, 500) + string.Concat(Enumerable.Range(0, 20).Select(n => $"a{n},new,0,1\n")));

        var found = CsvAnalysis.Run(path, Bought with { Unit = "who", Control = "old" });

        Assert.Equal((1020, 1000, 20), (found.Table.Rows, found.Table.Units, found.Table.MultipleExposures));
        Assert.Equal([500, 480], found.Result.Arms.Select(arm => arm.Units));
        Assert.Equal(HealthState.Red, found.MultipleExposures!.State);
        Assert.Equal(VerdictCode.Unhealthy, found.Result.Verdict.Code);
        Assert.StartsWith("20 of 1,000 units were shown more than one arm", found.Result.Verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_WrongQuestion_SaysWhatWouldBeRight()
    {
        var path = Csv(Groups(150, 150));
        string Of(AnalysisQuestion question, long maxUnits = long.MaxValue) => Assert.Throws<AnalysisFailedException>(() => CsvAnalysis.Run(path, question, maxUnits)).Message;

        Assert.Equal("test.csv has no column 'variant'; it has who, group, bought, spend.", Of(Bought with { Variant = "variant" }));
        Assert.Equal("Line 2: 'old' in column 'group' is no number.", Of(Bought with { Metric = new("group", MetricKind.Mean, null) }));
        Assert.Equal("Line 4: a binary metric is 0 or 1, not 2. For a number read spend as a mean (spend:mean).", Of(Bought with { Metric = new("spend", MetricKind.Binary, null) }));
        Assert.Equal("Column 'who' has more than 100 different values, so it names no arms: choose the column that says which arm a row is of.", Of(Bought with { Variant = "who" }));
        Assert.Equal("No arm is called 'control'; there are 'new', 'old'.", Of(Bought with { Control = "control" }));
        Assert.Equal("There are 2 arms and 3 weights: each arm has one, in the order 'new', 'old'.", Of(Bought with { Weights = [1, 1, 1] }));
        Assert.StartsWith("Column 'who' has more than 10 different values", Of(Bought with { Unit = "who" }, 10), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_NoTable_IsRefusedInWords()
    {
        Assert.StartsWith("test.csv has no table", Assert.Throws<AnalysisFailedException>(() => AnalyzedFile.Open(Csv("just a line\n1\n"))).Message, StringComparison.Ordinal);
        Assert.StartsWith("test.csv is empty", Assert.Throws<AnalysisFailedException>(() => AnalyzedFile.Open(Csv(""))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ValuesBeyondTheRangeOfNumbers_AreRefusedAndNoVerdict()
    {
        var path = Csv("group,bought\n" + string.Concat(Enumerable.Range(0, 8).Select(n => $"{(n % 2 == 0 ? "old" : "new")},{(n % 3 == 0 ? "1e308" : "-1e308")}\n")));

        var refused = Assert.Throws<AnalysisFailedException>(() => CsvAnalysis.Run(path, Bought with { Metric = new("bought", MetricKind.Mean, null) }));

        Assert.Equal("The values of bought in arm 'new' are too large to be added up: give them in a larger unit.", refused.Message);
    }
}
