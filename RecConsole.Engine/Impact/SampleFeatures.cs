using RecConsole.Engine.Catalog;
using RecConsole.Engine.Slates;

namespace RecConsole.Engine.Impact;

/// <summary>The columns of a sample, item by item: what the click model reads. The rules' column is not among them: what a rule adds says nothing of an item.</summary>
sealed class SampleFeatures
{
    readonly SlateSample sample;
    readonly float[] rows; // [M, K]
    readonly int width;

    public SampleFeatures(SlateSample sample)
    {
        this.sample = sample;
        width = sample.Columns.Count - 1;
        rows = new float[sample.Items.Count * width];
        for (var c = 0; c < width; c++)
        {
            var column = sample.Column(c);
            for (var i = 0; i < column.Length; i++) rows[i * width + c] = Math.Clamp(column[i], -6, 6); // beyond six deviations a linear model believes anything
        }
    }

    public int Width => width;

    public ReadOnlyMemory<float> this[int item] => rows.AsMemory(item * width, width);

    /// <summary>Null for an item that is not of the sample: a pin from beyond the top M.</summary>
    public ReadOnlyMemory<float>? Of(ItemId item)
    {
        for (var i = 0; i < sample.Items.Count; i++)
            if (sample.Items[i] == item) return this[i];
        return null;
    }
}
