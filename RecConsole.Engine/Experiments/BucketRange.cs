namespace RecConsole.Engine.Experiments;

/// <summary>Places from <paramref name="Start"/> on to before <paramref name="End"/>.</summary>
public readonly record struct BucketRange(double Start, double End)
{
    public bool Holds(double place) => place >= Start && place < End;
}
