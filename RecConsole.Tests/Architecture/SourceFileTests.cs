namespace RecConsole.Tests.Architecture;

/// <summary>The rules stand on this reading of C#: what it blanks cannot be a finding, what it keeps can.</summary>
public sealed class SourceFileTests
{
    [Theory]
    [InlineData("var a = 1; // using X", "var a = 1;")]
    [InlineData("/* using X */ var a = 1;", "var a = 1;")]
    [InlineData("var a = \"using \\\" X\"; b();", "var a = ; b();")]
    [InlineData("var a = @\"c:\\\"; b();", "var a = @; b();")]
    [InlineData("var a = \"\"\"say \"hi\" \"\"\"; b();", "var a = ; b();")]
    [InlineData("var a = '\"'; b();", "var a = ; b();")]
    [InlineData("var a = \"\"; b();", "var a = ; b();")]
    public void Code_CommentsAndLiterals_AreBlanked(string line, string expected)
    {
        var code = new SourceFile("A.cs", [line]).Code[0];

        Assert.Equal(line.Length, code.Length);
        Assert.Equal(expected.Replace(" ", "", StringComparison.Ordinal), code.Replace(" ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void Code_BlockCommentOverLines_KeepsLineNumbers() =>
        Assert.Equal(["a();", "", "  b();"], new SourceFile("A.cs", ["a();/*", "c(); ", "*/b();"]).Code.Select(line => line.TrimEnd()));

    [Fact]
    public void Findings_Match_NameFileLineAndRule() =>
        Assert.Equal(["F/A.cs:2: no b"], new SourceFile("F/A.cs", ["a();", "b();"]).Findings(line => line.StartsWith('b') ? ["no b"] : []));
}
