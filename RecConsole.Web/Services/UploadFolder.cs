namespace RecConsole.Web.Services;

/// <summary>Files that a browser sent, in a temporary folder of their own. Disposing deletes it.</summary>
public sealed class UploadFolder : IDisposable
{
    const int CopyBytes = 128 * 1024;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("recconsole-import-");
    readonly List<string> files = [];

    /// <summary>Full paths, in the order of arrival.</summary>
    public IReadOnlyList<string> Files => files;

    /// <summary>Keeps a file under its own name, which tells readers its format; never outside the folder.</summary>
    /// <param name="progress">Gets the bytes that have arrived.</param>
    public async Task AddAsync(string name, Stream content, Action<long> progress, CancellationToken cancellation)
    {
        var path = Path.Combine(folder.FullName, Safe(name));
        var buffer = new byte[CopyBytes];
        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, CopyBytes, useAsync: true))
        {
            long total = 0;
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0; progress(total += read))
                await file.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
        files.Add(path);
    }

    string Safe(string name)
    {
        var bare = string.Concat(Path.GetFileName(name.Replace('\\', '/')).Select(c => char.IsControl(c) || Path.GetInvalidFileNameChars().Contains(c) ? '_' : c));
        if (bare.Trim('.').Length == 0) bare = "file";
        var free = bare;
        for (var n = 2; File.Exists(Path.Combine(folder.FullName, free)); n++) free = $"{n}-{bare}";
        return free;
    }

    public void Dispose()
    {
        try
        {
            folder.Delete(recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
        }
    }
}
