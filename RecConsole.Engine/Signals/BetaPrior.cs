namespace RecConsole.Engine.Signals;

/// <summary>
/// A Beta(Alpha, Beta) prior of a rate, fitted to all items by the method of moments, so that an item with few trials
/// is drawn towards the shop's mean (empirical Bayes; Casella 1985).
/// </summary>
readonly record struct BetaPrior(double Alpha, double Beta)
{
    const double MinStrength = 2, MaxStrength = 10_000;

    public float PosteriorMean(float successes, float trials) => (float)((Alpha + successes) / (Alpha + Beta + trials));

    /// <summary>
    /// Matches the mean and the between-item variance of the observed rates, the binomial noise taken off
    /// (weighted by trials). Without trials it is the uniform prior, under which all items tie.
    /// </summary>
    public static BetaPrior Fit(ReadOnlySpan<float> successes, ReadOnlySpan<float> trials)
    {
        double totalSuccesses = 0, totalTrials = 0, squaredTrials = 0;
        var items = 0;
        for (var i = 0; i < trials.Length; i++)
        {
            if (trials[i] <= 0) continue;
            items++;
            totalSuccesses += Math.Min(successes[i], trials[i]);
            totalTrials += trials[i];
            squaredTrials += (double)trials[i] * trials[i];
        }
        if (items < 2) return new BetaPrior(1, 1);
        var mean = Math.Clamp(totalSuccesses / totalTrials, 1e-6, 1 - 1e-6);

        double weightedSquares = 0;
        for (var i = 0; i < trials.Length; i++)
        {
            if (trials[i] <= 0) continue;
            var deviation = Math.Min(successes[i], trials[i]) / trials[i] - mean;
            weightedSquares += trials[i] * deviation * deviation;
        }
        // Kleinman 1973: E[sum n (p - mean)²] = mean (1 - mean) [(items - 1) + rho (total - sum n² / total - items + 1)], rho = 1 / (strength + 1)
        var unit = mean * (1 - mean);
        var spread = totalTrials - squaredTrials / totalTrials - (items - 1);
        var rho = spread > 0 ? (weightedSquares / unit - (items - 1)) / spread : 0;
        var strength = rho > 0 ? Math.Clamp(1 / rho - 1, MinStrength, MaxStrength) : MaxStrength;
        return new BetaPrior(mean * strength, (1 - mean) * strength);
    }
}
