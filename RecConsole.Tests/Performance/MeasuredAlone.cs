namespace RecConsole.Tests.Performance;

/// <summary>Tests that read figures of the whole process, such as its live memory: none runs beside another.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class MeasuredAlone
{
    public const string Name = "Measured alone";
}
