namespace RecConsole.Engine.Graph;

/// <summary>Where a program runs.</summary>
public enum ComputeDevice
{
    Cpu,
    Cuda,
}
