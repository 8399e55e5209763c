namespace RecConsole.Engine.Import;

/// <summary>
/// Reads one format: rows to items and events, with the account of every row. Stores nothing. A file that is broken as a
/// whole is an <see cref="ImportFailedException"/>; a broken row is rejected in the account.
/// </summary>
public interface IShopReader
{
    /// <summary>The name by which commands and pages ask for the format.</summary>
    string Format { get; }

    /// <summary>One line on what the files look like.</summary>
    string Description { get; }

    /// <summary>The fields that a column map may name; empty where the format fixes its columns.</summary>
    IReadOnlyList<string> Fields { get; }

    /// <summary>Those of <see cref="Fields"/> without which a file is refused.</summary>
    IReadOnlyList<string> RequiredFields { get; }

    /// <summary>What the names of its files end in, to find the one in a folder; empty where the reader finds the files of a folder itself.</summary>
    IReadOnlyList<string> FileEndings { get; }

    ImportedShop Read(ImportReading reading);
}
