namespace RecConsole.Tests.E2E;

/// <summary>The classes that share one <see cref="DemoConsole"/>; they run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class DemoConsoleTests : ICollectionFixture<DemoConsole>
{
    public const string Name = "demo console";
}
