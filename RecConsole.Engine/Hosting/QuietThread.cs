using System.Runtime.InteropServices;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// Runs long work on a thread of its own that gives way to the requests. .NET's thread priorities do nothing on Linux, where a
/// thread is as nice as its maker: there this one takes the niceness of a background job before it begins, and the threads that it
/// starts (ONNX Runtime's) have it too. Work that it hands to the pool runs there as any other; whoever does so takes one core
/// less than there are.
/// </summary>
static partial class QuietThread
{
    const int ThisThread = 0;
    const int Niceness = 10;

    /// <summary>Threads for work that runs beside requests.</summary>
    public static int Threads => Math.Max(1, Environment.ProcessorCount - 1);

    public static Task<T> RunAsync<T>(Func<T> work)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                if (OperatingSystem.IsLinux()) _ = SetPriority(0, ThisThread, Niceness); // a refusal only means that it is as urgent as the rest
                done.SetResult(work());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        })
        { IsBackground = true, Name = "training", Priority = ThreadPriority.BelowNormal }.Start();
        return done.Task;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int priority);
}
