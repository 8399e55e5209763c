namespace RecConsole.Engine.Numerics;

/// <summary>
/// The leading part of A = U diag(Sigma) Vᵀ: column c of U and V (arrays of length n) belongs to Sigma[c], largest first. Where
/// Sigma is zero the columns are zero.
/// </summary>
public sealed record SingularVectors(float[][] U, float[] Sigma, float[][] V);
