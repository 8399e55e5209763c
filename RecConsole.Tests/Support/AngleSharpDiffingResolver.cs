using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace RecConsole.Tests.Support;

/// <summary>
/// bUnit asks for AngleSharp.Diffing 1.0.0.0, and the version that the default restore gets calls itself 0.17.0.0 (README,
/// "Packages"). The default context refuses a lower version, so the request is answered by name.
/// </summary>
static class AngleSharpDiffingResolver
{
    const string Name = "AngleSharp.Diffing";

    [ModuleInitializer]
    internal static void Register() => AssemblyLoadContext.Default.Resolving += Resolve;

    static Assembly? Resolve(AssemblyLoadContext context, AssemblyName wanted) =>
        wanted.Name == Name ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, Name + ".dll")) : null;
}
