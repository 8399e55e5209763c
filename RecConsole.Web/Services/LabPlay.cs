namespace RecConsole.Web.Services;

/// <summary>
/// A script as it is answered: each step is made when it is first looked at and kept while script and scene are. For one
/// circuit; a step holds about 10 KB a side.
/// </summary>
public sealed class LabPlay(LabBench bench, LabScript script, LabScene scene)
{
    readonly LabStep?[] steps = new LabStep?[script.Count];

    public LabScript Script => script;

    public LabScene Scene => scene;

    public int Count => steps.Length;

    /// <summary>A step that was looked at, by its number from 1, or null.</summary>
    public LabStep? Find(int number) => number >= 1 && number <= Count ? steps[number - 1] : null;

    /// <summary>A step with what it moved against the one before.</summary>
    public async Task<LabStep> ShowAsync(int number, CancellationToken cancellation)
    {
        if (steps[number - 1] is { } known) return known;
        var step = await bench.ServeAsync(script, number, scene, cancellation);
        if (number == 1) return steps[0] = step;
        // what moved is the shopper's doing: the step before is asked again where another model has come to serve since
        var before = steps[number - 2] is { } kept && kept.Slate.Model == step.Slate.Model ? kept : await bench.ServeAsync(script, number - 1, scene, cancellation);
        return steps[number - 1] = step.After(before);
    }

    /// <summary>Another script in the same scene: the steps that both begin with stay as they are.</summary>
    public LabPlay With(LabScript next)
    {
        var play = new LabPlay(bench, next, scene);
        if (!ReferenceEquals(script.Start, next.Start)) return play;
        for (var n = 0; n < Math.Min(Count, play.Count) && (n == 0 || ReferenceEquals(script.Steps[n - 1], next.Steps[n - 1])); n++) play.steps[n] = steps[n];
        return play;
    }
}
