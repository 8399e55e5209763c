using System.Text.RegularExpressions;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Architecture;

/// <summary>What may not lie in a clone: paths and hosts of one machine, binaries that npm brings, unlinked folders.</summary>
public sealed partial class RepositoryTests
{
    /// <summary>Absolute paths of a machine, such as a home or a checkout; "/usr/bin" and the like are the system's.</summary>
    [GeneratedRegex(@"(?<![\w./:~$}])/(?:work|home|root|Users|mnt)/[\w.-]")]
    private static partial Regex MachinePath();

    [GeneratedRegex(@"\bregistry\s*=|packageSources|https?://[\w.-]*(?:nexus|artifactory|verdaccio|proget)", RegexOptions.IgnoreCase)]
    private static partial Regex RegistryHost();

    [Fact]
    public void TextFiles_All_NameNoPathOfOneMachine() =>
        Rules.Hold(
            from file in SourceTree.Text
            from finding in file.Lines.Select((line, index) => (line, index))
            where MachinePath().IsMatch(finding.line) && file.Name != nameof(RepositoryTests) + ".cs"
            select file.At(finding.index, "names an absolute path of one machine"));

    [Fact]
    public void TextFiles_All_NameNoPackageRegistry() =>
        Rules.Hold(
            from file in SourceTree.Text
            from finding in file.Lines.Select((line, index) => (line, index))
            where RegistryHost().IsMatch(finding.line) && file.Name != nameof(RepositoryTests) + ".cs"
            select file.At(finding.index, "names a package registry; the machine's own settings choose it"));

    [Fact]
    public void PackageLock_Packages_HaveHashesButNoAddresses()
    {
        var packageLock = SourceFile.Read("build/package-lock.json");

        Rules.Hold(
            from line in packageLock.Lines.Select((text, index) => (text, index))
            where line.text.Contains("\"resolved\"", StringComparison.Ordinal)
            select packageLock.At(line.index, "a resolved address ties the lock to one registry; build/.npmrc leaves it out"));
        Assert.Contains(packageLock.Lines, line => line.Contains("\"integrity\": \"sha512-", StringComparison.Ordinal));
    }

    [Fact]
    public void Wwwroot_IsARelativeLink() =>
        Assert.Equal("../wwwroot-assets", new DirectoryInfo(Repository.Path("RecConsole.Web", "wwwroot")).LinkTarget);
}
