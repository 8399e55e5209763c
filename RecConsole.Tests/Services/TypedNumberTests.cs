using RecConsole.Web.Services;

namespace RecConsole.Tests.Services;

public sealed class TypedNumberTests
{
    [Theory]
    [InlineData("0.75", 0.75f, null)]
    [InlineData("3", 3f, null)]
    [InlineData("9", 3f, "at most 3")]
    [InlineData("-9", -3f, "at least -3")]
    [InlineData("", 0.5f, "it stays 0.5")]
    [InlineData(null, 0.5f, "it stays 0.5")]
    [InlineData("1,5", 0.5f, "no number")]
    [InlineData("NaN", 0.5f, "no number")]
    public void Read_WhatWasTyped_IsTakenInsideTheLimitsOrSaidWhyNot(string? typed, float taken, string? said)
    {
        var number = TypedNumber.Read(typed, 0.5f, -3, 3, "usual bounds");

        Assert.Equal(taken, number.Value);
        if (said is null) Assert.Null(number.Words);
        else Assert.Contains(said, number.Words, StringComparison.Ordinal);
    }
}
