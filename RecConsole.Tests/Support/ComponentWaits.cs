using System.Runtime.CompilerServices;
using Bunit;

namespace RecConsole.Tests.Support;

/// <summary>A component that waits for work on another thread gets it late on a busy machine of two cores: bUnit's second of patience is too short.</summary>
static class ComponentWaits
{
    [ModuleInitializer]
    internal static void Register() => BunitContext.DefaultWaitTimeout = TimeSpan.FromMinutes(1);
}
