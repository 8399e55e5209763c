namespace RecConsole.Engine.Models.Sequences;

/// <summary>What a sequence model learns by; s is the score of an item at a place of a history.</summary>
public enum SequenceLossKind
{
    /// <summary>Cross-entropy over the whole catalogue. Cost of a place: 6 V d operations and 8 V bytes.</summary>
    Softmax,

    /// <summary>
    /// Cross-entropy against negatives that a step shares: their part of the sum is divided by how often they are drawn
    /// (logQ correction: Bengio and Senécal 2008; Yi et al. 2019), the target stands uncorrected beside them.
    /// </summary>
    Sampled,

    /// <summary>-log sigma(s+) - log(1 - sigma(s-)) with one uniform negative a place (Kang and McAuley 2018, eq. 6).</summary>
    Binary,

    /// <summary>
    /// The generalised binary cross-entropy of gSASRec (Petrov and Macdonald 2023, eq. 14): the target's sigma to the power of
    /// beta, which undoes the overconfidence that few negatives bring. The negatives are uniform and shared by a step.
    /// </summary>
    Generalised,
}
