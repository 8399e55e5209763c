namespace RecConsole.Engine.Models;

/// <summary>
/// The shopper's half of iALS for anybody, known or new: the factors that the latest interactions ask for, solved to five
/// digits. An interaction's weight in the history is its confidence c.
/// </summary>
sealed class IalsEncoder(IalsSystem system, IalsSettings settings) : IHistoryEncoder
{
    const float Tolerance = 1e-5f;

    readonly int stride = IalsSystem.StrideOf(settings.Dimensions);

    public void Encode(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories, Span<float> u)
    {
        var scratch = new IalsSystem.Scratch(stride);
        Span<int> rows = stackalloc int[settings.History.Length];
        Span<float> weights = stackalloc float[settings.History.Length];
        var solved = new float[stride];
        for (var i = 0; i < histories.Length; i++)
        {
            Array.Clear(solved);
            var count = settings.History.Read(histories[i].Span, rows, weights);
            system.Solve(rows[..count], weights[..count], solved, steps: 2 * settings.Dimensions, Tolerance, scratch);
            solved.AsSpan(0, settings.Dimensions).CopyTo(u.Slice(i * settings.Dimensions, settings.Dimensions));
        }
    }

    public void Dispose()
    {
    }
}
