using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RecConsole.Engine.Models;

/// <summary>
/// The normal equations of one side of <see cref="IalsModel"/>: given the factors H of the other side and the set S of rows
/// that were met, (alpha_0 HᵀH + sum over S of c h hᵀ + lambda (|S| + alpha_0 N)^nu I) w = sum over S of c h, solved by
/// conjugate gradients without forming the matrix. Rows are padded by zeros to whole registers.
/// </summary>
sealed class IalsSystem
{
    const int Lanes = 16;
    const int RowsPerChunk = 512;

    readonly float[] factors;
    readonly int count;
    readonly int stride;
    readonly IalsSettings settings;
    readonly float[] gram; // alpha_0 HᵀH, [stride, stride]

    public IalsSystem(float[] factors, int count, IalsSettings settings, int stride, ParallelOptions parallel)
    {
        (this.factors, this.count, this.settings, this.stride) = (factors, count, settings, stride);
        gram = Gram(factors, count, stride, parallel);
        TensorPrimitives.Multiply(gram, (float)settings.UnobservedWeight, gram);
    }

    public static int StrideOf(int dimensions) => (dimensions + Lanes - 1) / Lanes * Lanes;

    /// <summary>Vectors that a thread needs while it solves.</summary>
    public sealed class Scratch(int stride)
    {
        public readonly float[] Residual = new float[stride];
        public readonly float[] Direction = new float[stride];
        public readonly float[] Image = new float[stride];
    }

    /// <summary>
    /// Improves <paramref name="w"/> [stride] by at most <paramref name="steps"/> steps, fewer once the residual is below
    /// <paramref name="tolerance"/> times the right side. <paramref name="weights"/> are the c of the set; none is 1 for all.
    /// </summary>
    public void Solve(ReadOnlySpan<int> set, ReadOnlySpan<float> weights, Span<float> w, int steps, float tolerance, Scratch scratch)
    {
        var regularization = (float)settings.Penalty(set.Length, count);
        Span<float> r = scratch.Residual, p = scratch.Direction, image = scratch.Image;
        Apply(set, weights, regularization, w, image);
        r.Clear();
        for (var i = 0; i < set.Length; i++)
            TensorPrimitives.MultiplyAdd(factors.AsSpan(set[i] * stride, stride), weights.IsEmpty ? 1 : weights[i], r, r);
        var enough = tolerance * tolerance * TensorPrimitives.SumOfSquares<float>(r);
        TensorPrimitives.Subtract(r, image, r);
        r.CopyTo(p);
        var square = TensorPrimitives.SumOfSquares<float>(r);
        for (var step = 0; step < steps && square > enough; step++)
        {
            Apply(set, weights, regularization, p, image);
            var alpha = square / TensorPrimitives.Dot<float>(p, image);
            TensorPrimitives.MultiplyAdd(p, alpha, w, w);
            TensorPrimitives.MultiplyAdd(image, -alpha, r, r);
            var next = TensorPrimitives.SumOfSquares<float>(r);
            TensorPrimitives.MultiplyAdd(p, next / square, r, p);
            square = next;
        }
    }

    /// <summary>image = A x. Cost: 4 d operations a row of the set and 2 d² for the rest.</summary>
    void Apply(ReadOnlySpan<int> set, ReadOnlySpan<float> weights, float regularization, ReadOnlySpan<float> x, Span<float> image)
    {
        TensorPrimitives.Multiply(x, regularization, image);
        ref var to = ref MemoryMarshal.GetReference(image);
        ref var from = ref MemoryMarshal.GetReference(x);
        for (var k = 0; k < stride; k++)
            if (x[k] != 0) AddScaled(ref gram[k * stride], x[k], ref to);
        for (var i = 0; i < set.Length; i++)
        {
            ref var row = ref factors[set[i] * stride];
            AddScaled(ref row, Dot(ref row, ref from) * (weights.IsEmpty ? 1 : weights[i]), ref to);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    float Dot(ref float a, ref float b)
    {
        var sum = Vector512<float>.Zero;
        for (var k = 0; k < stride; k += Lanes)
            sum = Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)k), Vector512.LoadUnsafe(ref b, (nuint)k), sum);
        return Vector512.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    void AddScaled(ref float a, float scale, ref float to)
    {
        var factor = Vector512.Create(scale);
        for (var k = 0; k < stride; k += Lanes)
            Vector512.FusedMultiplyAdd(Vector512.LoadUnsafe(ref a, (nuint)k), factor, Vector512.LoadUnsafe(ref to, (nuint)k)).StoreUnsafe(ref to, (nuint)k);
    }

    /// <summary>HᵀH, in chunks of rows that are added up in order: the same bits on any number of threads.</summary>
    public static float[] Gram(float[] factors, int count, int stride, ParallelOptions parallel)
    {
        var chunks = new float[(count + RowsPerChunk - 1) / RowsPerChunk][];
        Parallel.For(0, chunks.Length, parallel, chunk =>
        {
            var sum = new float[stride * stride];
            for (var row = chunk * RowsPerChunk; row < Math.Min(count, (chunk + 1) * RowsPerChunk); row++)
            {
                var h = factors.AsSpan(row * stride, stride);
                for (var k = 0; k < stride; k++)
                    if (h[k] != 0) TensorPrimitives.MultiplyAdd(h, h[k], sum.AsSpan(k * stride, stride), sum.AsSpan(k * stride, stride));
            }
            chunks[chunk] = sum;
        });
        var gram = new float[stride * stride];
        foreach (var chunk in chunks) TensorPrimitives.Add(gram, chunk, gram);
        return gram;
    }
}
