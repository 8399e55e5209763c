namespace RecConsole.Tests.Support;

/// <summary>A fact that reads a file or folder of <see cref="SharedData"/>; skipped, with that reason, where it is absent.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string relativePath)
    {
        if (SharedData.Find(relativePath) is null)
            Skip = $"The shared data set {relativePath} is not on this machine (RECCONSOLE_DATA names its folder)";
    }
}
