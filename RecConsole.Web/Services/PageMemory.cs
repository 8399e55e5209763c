namespace RecConsole.Web.Services;

/// <summary>Where each page stood last in this circuit, so that its bare path leads back there. One instance a circuit.</summary>
public sealed class PageMemory
{
    readonly Dictionary<string, string> queryByPath = new(StringComparer.Ordinal);

    /// <summary>The query string (with its question mark) that a page had last, or nothing.</summary>
    public string Recall(string path) => queryByPath.GetValueOrDefault(path, "");

    public void Remember(string path, string query) => queryByPath[path] = query;
}
