namespace RecConsole.Engine.Models;

/// <summary>
/// A model that learns in passes over its training part. What a pass does depends on the seed and its number alone, so a
/// training that was saved and restored goes on as if it had not stopped. One thread at a time.
/// </summary>
public interface IModelTraining : IDisposable
{
    /// <summary>Passes that are done.</summary>
    int EpochsDone { get; }

    /// <summary>Passes that the options ask for.</summary>
    int Epochs { get; }

    /// <summary>One pass; its mean loss.</summary>
    /// <param name="progress">The share of the pass that is done, from 0 to 1.</param>
    /// <exception cref="OperationCanceledException">The pass is half done: restore what was saved before it, or dispose.</exception>
    double RunEpoch(IProgress<double>? progress, CancellationToken cancellation);

    /// <summary>The model with the parameters of now, a copy.</summary>
    IFittedModel ToModel();

    /// <summary>Writes all that the next pass depends on.</summary>
    void Save(Stream checkpoint);

    /// <exception cref="InvalidDataException">It is not of this model, these options and these data.</exception>
    void Restore(Stream checkpoint);
}
