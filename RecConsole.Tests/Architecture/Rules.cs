namespace RecConsole.Tests.Architecture;

/// <summary>Fails a test with every finding on a line of its own.</summary>
static class Rules
{
    public static void Hold(IEnumerable<string> findings)
    {
        var list = findings.ToList();
        Assert.True(list.Count == 0, string.Join(Environment.NewLine, list));
    }
}
