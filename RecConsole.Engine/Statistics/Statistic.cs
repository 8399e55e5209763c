using System.Diagnostics.CodeAnalysis;

namespace RecConsole.Engine.Statistics;

/// <summary>A statistic, or why there is none.</summary>
public readonly record struct Statistic<T> where T : class
{
    Statistic(T? value, NoStatistic why) => (Value, Why) = (value, why);

    public T? Value { get; }

    public NoStatistic Why { get; }

    [MemberNotNullWhen(true, nameof(Value))]
    public bool Exists => Value is not null;

    public static implicit operator Statistic<T>(T value) => new(value, NoStatistic.None);

    public static implicit operator Statistic<T>(NoStatistic why) => new(null, why);
}
