using RecConsole.Engine.Models;
using RecConsole.Engine.Scoring;

namespace RecConsole.Engine.Evaluation;

/// <summary>An inner product, in the one summation order of serving: the same scores, to the bit, as a slate would be ranked by.</summary>
sealed class InnerProductScorer : ICaseScorer
{
    readonly InnerProductModel model;
    readonly ScoreMatrix matrix;

    /// <param name="rows">By item of the split: its row in the model, or -1; unknown items have an embedding of zeros, as in the catalogue's matrix.</param>
    public InnerProductScorer(InnerProductModel model, int[] rows)
    {
        this.model = model;
        var dense = ColumnBlock.Build(rows.Length, model.Dimensions, (item, row) =>
        {
            if (rows[item] >= 0) model.ItemMatrix.Span.Slice(rows[item] * model.Dimensions, model.Dimensions).CopyTo(row);
        });
        matrix = new ScoreMatrix(dense, ColumnBlock.Build(rows.Length, 0, (_, _) => { }));
    }

    public ICaseScorer.BatchScores Prepare(ReadOnlySpan<ReadOnlyMemory<HistoryEntry>> histories)
    {
        var u = new float[histories.Length * model.Dimensions];
        model.Encoder.Encode(histories, u);
        return (index, scores) => CanonicalScore.All(matrix, new ScoreRequest { Vector = u.AsMemory(index * model.Dimensions, model.Dimensions), Count = scores.Length }, scores);
    }
}
