using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Web.Components.Lab;
using RecConsole.Web.Services;

namespace RecConsole.Tests.Components.Lab;

public sealed class LabAddressTests
{
    [Fact]
    public void Parse_OwnPath_ComesBackTheSame()
    {
        var address = new LabAddress
        {
            Who = new StudioShopper(StudioShopperKind.Session, "visit & co"),
            Began = 1_795_343_075_658,
            Placement = "cart/top",
            Count = 30,
            Side = new LabArm("summer", IsDraft: true),
            Other = new LabArm("default", 3, Model: "ppmi-af0631291e54"),
            UpTo = 2,
            Acts = [new LabAct(EventKind.View, new ItemId("tea & milk")), new LabAct(EventKind.Search, null, "a=b, c"), new LabAct(EventKind.Purchase, new ItemId("x:1"))],
            At = 4,
        };

        var parsed = Parse(address.Path);

        Assert.Equal(address, parsed);
        Assert.Equal(address.Acts.AsEnumerable(), parsed.Acts);
        Assert.True(address.IsSamePlay(parsed));
        Assert.Equal(address.Other, parsed.Other);
    }

    [Fact]
    public void Path_Defaults_AreLeftOut() => Assert.Equal("lab?as=session%3As1", new LabAddress { Who = new StudioShopper(StudioShopperKind.Session, "s1") }.Path);

    [Theory]
    [InlineData("lab?count=0", 1)]
    [InlineData("lab?count=1000", 100)]
    [InlineData("lab?count=ten", LabAddress.DefaultCount)]
    public void Parse_CountOutOfRange_IsDrawnIn(string path, int expected) => Assert.Equal(expected, Parse(path).Count);

    [Fact]
    public void Parse_IdThatNoEventMayCarry_IsNotTaken() =>
        Assert.Equal(StudioShopper.Anonymous, Parse("lab?as=user:" + new string('x', EventValidator.MaxIdLength + 20)).Who);

    [Theory]
    [InlineData("?as=nobody", "persona:NAME, user:ID or session:ID")]
    [InlineData("?do=v:a&do=jump", "'jump' is nothing that a shopper does")]
    [InlineData("?placement=%00", "A placement is printable text")]
    public void Problem_WhatIsNotUnderstood_SaysWhatWouldBeRight(string query, string part) =>
        Assert.Contains(part, LabAddress.Problem(Parameters(query)), StringComparison.Ordinal);

    [Fact]
    public void Problem_AddressThatIsRight_HasNone() => Assert.Null(LabAddress.Problem(Parameters("?as=user:ann&do=v:a&placement=home")));

    [Fact]
    public void For_SomebodyElse_BeginsAnewWithTheSameSides()
    {
        var other = Parse("lab?as=session:s1&t=5&at=2&upto=1&do=v:a&a=summer&b=summer%40draft&count=6").For(new StudioShopper(StudioShopperKind.User, "ann"));

        Assert.Equal("lab?as=user%3Aann&count=6&a=summer&b=summer%40draft", other.Path);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("default@draft")]
    [InlineData("summer@12|ppmi-af0631291e54")]
    public void ArmText_Parsed_ComesBackTheSame(string text) => Assert.Equal(text, LabArm.Parse(text)!.Text);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("@draft")]
    [InlineData("default@latest")]
    public void ArmText_NotUnderstood_IsNone(string? text) => Assert.Null(LabArm.Parse(text));

    static Func<string, StringValues> Parameters(string query)
    {
        var parameters = QueryHelpers.ParseQuery(query);
        return name => parameters.GetValueOrDefault(name);
    }

    static LabAddress Parse(string path) => LabAddress.Parse(Parameters(path.Contains('?', StringComparison.Ordinal) ? path[path.IndexOf('?', StringComparison.Ordinal)..] : ""));
}
