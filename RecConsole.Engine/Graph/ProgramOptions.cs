namespace RecConsole.Engine.Graph;

/// <summary>How a program runs.</summary>
public sealed record ProgramOptions
{
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Threads that share one operator's work on the CPU; 1 runs on the caller's thread, 0 takes all cores.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// Whether idle threads of the program wait by spinning: quicker to start the next run, at the price of a core that
    /// requests could have used.
    /// </summary>
    public bool AllowSpinning { get; init; }
}
