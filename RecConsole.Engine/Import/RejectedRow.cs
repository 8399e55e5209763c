namespace RecConsole.Engine.Import;

/// <summary>One rejected row, shown to whoever has to mend the file.</summary>
/// <param name="Line">In the file, from 1, the header included; where the row starts.</param>
/// <param name="Text">The row as it stands in the file, shortened.</param>
/// <param name="Detail">What is wrong with it, where the reason alone does not say.</param>
public sealed record RejectedRow(string Reason, string File, long Line, string Text, string? Detail);

/// <summary>Where a row stands and what it says.</summary>
public readonly record struct RowPlace(string File, long Line, string Text);
