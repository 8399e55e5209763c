using RecConsole.Engine.Graph;

namespace RecConsole.Engine.Scoring;

/// <summary>In: the device that the configuration asks for. Out: the scorer for it, or the CPU's with the reason.</summary>
public static class ItemScorers
{
    /// <summary>Never throws for want of a device. The CPU's scorer is the SIMD kernel.</summary>
    public static IItemScorer Create(ComputeDevice asked)
    {
        var choice = DeviceSelector.Select(asked);
        if (choice.Device == ComputeDevice.Cpu) return new SimdScorer { FallbackReason = choice.FallbackReason };
        try
        {
            return new OnnxScorer(new ProgramOptions { Device = choice.Device });
        }
        catch (InvalidDataException refused)
        {
            return new SimdScorer { FallbackReason = $"The product cannot run on {choice.Device}: {refused.Message} The CPU is used instead." };
        }
    }
}
