namespace RecConsole.Engine.Graph.Learning;

/// <summary>How a training runs.</summary>
public sealed record TrainingOptions
{
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Of the first parameters and the dropout masks. Same seed, same inputs: same parameters, bit for bit, on the CPU.</summary>
    public ulong Seed { get; init; }

    /// <summary>
    /// How many parts of a batch are computed at once, each on one thread. That is how several cores are used: within one
    /// run, ONNX Runtime 1.29 adds rows to a table (ScatterND with 'add') on several threads without a lock, and where an
    /// index stands twice it loses some (measured: 0.9 % of 25,600 rows onto 50 on two threads; its issue 18048).
    /// On CUDA one worker fills the device.
    /// </summary>
    public int Workers { get; init; } = 1;

    /// <summary>Whether <see cref="TrainingProgram.Accumulate"/> is used with one worker; with several it can be in any case.</summary>
    public bool Accumulates { get; init; }
}
