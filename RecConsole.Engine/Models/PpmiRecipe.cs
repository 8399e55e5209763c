using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Models;

/// <summary><see cref="PpmiModel"/> as a member of the zoo.</summary>
public static class PpmiRecipe
{
    public const string Key = PpmiModel.Key;

    public static IFittedModel Fit(FitRequest request)
    {
        var options = request.Read<PpmiOptions>() with { Threads = request.Threads };
        return new InnerProductModel(PpmiModel.Fit(request.Log.Events, options, new Rng(request.Seed), request.Time, request.Progress, request.Cancellation));
    }
}
