using RecConsole.Engine.Numerics;
using RecConsole.Engine.Slates;
using RecConsole.Engine.Strategies;

namespace RecConsole.Tests.Slates;

public sealed class SlateComposerTests
{
    static readonly Exploration Always = new(0.7f, 1);

    [Fact]
    public void Serve_NoStep_IsTheTopOfTheOrderForCertain()
    {
        var shop = new SlateCase(50);
        Assert.Equal(shop.Items[..10], shop.Serve(SlateCase.Revision(), 10, seed: 4));
        Assert.All(shop.Propensities(shop.Items[..10]), p => Assert.Equal(1, p));
        Assert.Equal([0, 0], shop.Propensities(shop.Items[1], shop.Items[0]));
    }

    [Fact]
    public void Serve_Exploring_DrawsByPlackettAndLuce()
    {
        const int rounds = 40_000;
        var shop = new SlateCase(5);
        var seen = new Dictionary<string, int>();
        for (ulong seed = 0; seed < rounds; seed++)
        {
            var slate = string.Join(',', shop.Serve(SlateCase.Revision(Always), 3, seed));
            seen[slate] = seen.GetValueOrDefault(slate) + 1;
        }
        foreach (var order in Permutations(5, 3))
        {
            var p = PlackettLuce(shop.Scores, order, Always.Temperature);
            var share = seen.GetValueOrDefault(string.Join(',', order.Select(i => shop.Items[i]))) / (double)rounds;
            Assert.InRange(share, p - 5 * Math.Sqrt(p / rounds) - 1e-4, p + 5 * Math.Sqrt(p / rounds) + 1e-4);
        }
    }

    /// <summary>
    /// All orders of six candidates with their probabilities, each through caps and pins: the exact propensity. The mean of
    /// the estimate over seeds meets it; the served draw is left out by asking for one fixed slate.
    /// </summary>
    [Theory, InlineData(1f), InlineData(0.3f)]
    public void Propensities_CapsAndPins_MeetExhaustiveEnumeration(float share)
    {
        const int slots = 4, rounds = 3_000;
        var shop = new SlateCase(6, seed: 8);
        var revision = SlateCase.Revision(new Exploration(0.7f, share), null, new Cap(CapField.Category, 1, 2), new Cap(CapField.Seller, 2, 3));
        shop.Pins.Add(new PlacedPin(shop.Items[4], shop.Scores[4], 2, "pin"));
        var pins = new Dictionary<int, int> { [1] = 4 };
        var exact = new double[6, slots];
        foreach (var order in Permutations(6, 6)) Count(order, share * PlackettLuce(shop.Scores, order, 0.7));
        Count([0, 1, 2, 3, 4, 5], 1 - share);

        var mean = new double[6, slots];
        for (ulong seed = 0; seed < rounds; seed++)
        {
            shop.Serve(revision, slots, seed);
            for (var candidate = 0; candidate < 6; candidate++)
            {
                var p = shop.Propensities([.. Enumerable.Repeat(shop.Items[candidate], slots)]);
                for (var s = 0; s < slots; s++) mean[candidate, s] += p[s] / rounds;
            }
        }
        for (var candidate = 0; candidate < 6; candidate++)
            for (var s = 0; s < slots; s++)
                Assert.Equal(exact[candidate, s], mean[candidate, s], 0.006); // 5 standard errors: 5 · 0.5 / sqrt(3000 · 65) = 0.0057

        void Count(int[] order, double probability)
        {
            var slate = shop.Reference.Fill(order, revision, pins, slots);
            for (var s = 0; s < slate.Length; s++) exact[slate[s], s] += probability;
        }
    }

    /// <summary>With diversity the keys themselves count, not only their order: chance is drawn anew, 100,000 times, through the plain definitions.</summary>
    [Theory, InlineData(DiversityMethod.Mmr), InlineData(DiversityMethod.Dpp)]
    public void Propensities_ThroughDiversityAndCaps_MeetSimulation(DiversityMethod method)
    {
        const int slots = 3, rounds = 2_000, draws = 60_000;
        var shop = new SlateCase(7, seed: 5);
        var revision = SlateCase.Revision(Always, new Diversity(method, 0.5f), new Cap(CapField.Brand, 1, 2));
        var rng = new Rng(99);
        var expected = new double[7, slots];
        for (var draw = 0; draw < draws; draw++)
        {
            var keys = shop.Scores.Select(score => score - Always.Temperature * Math.Log(rng.NextExponential())).ToArray();
            var slate = shop.Reference.Fill(shop.Reference.Order(keys, revision.Diversity)[..7], revision, new Dictionary<int, int>(), slots);
            for (var s = 0; s < slate.Length; s++) expected[slate[s], s] += 1.0 / draws;
        }
        var mean = new double[7, slots];
        for (ulong seed = 0; seed < rounds; seed++)
        {
            shop.Serve(revision, slots, seed);
            for (var candidate = 0; candidate < 7; candidate++)
            {
                var p = shop.Propensities([.. Enumerable.Repeat(shop.Items[candidate], slots)]);
                for (var s = 0; s < slots; s++) mean[candidate, s] += p[s] / rounds;
            }
        }
        for (var candidate = 0; candidate < 7; candidate++)
            for (var s = 0; s < slots; s++)
                Assert.Equal(expected[candidate, s], mean[candidate, s], 0.013); // 5 standard errors of both
    }

    /// <summary>Weights 1 / p̂ of what was served are unbiased: over the draws of one seed each slate in the support counts once.</summary>
    [Fact]
    public void Propensities_OfWhatIsServed_WeighTheLogWithoutBias()
    {
        const int rounds = 20_000;
        var shop = new SlateCase(6, seed: 12);
        var revision = SlateCase.Revision(new Exploration(1f, 1));
        double weighted = 0, total = 0;
        var value = Enumerable.Range(0, 6).Select(i => i * i * 0.1).ToArray();
        for (ulong seed = 0; seed < rounds; seed++)
        {
            var slate = shop.Serve(revision, 1, seed);
            var p = shop.Propensities(slate);
            // the target policy shows the item of number 2 and of number 3 half of the time each
            var shown = Array.IndexOf(shop.Items, slate[0]);
            if (shown is 2 or 3) weighted += 0.5 / p[0] * value[shown];
            total++;
        }
        var truth = (value[2] + value[3]) / 2;
        Assert.Equal(truth, weighted / total, 0.02);
    }

    [Fact]
    public void Serve_ShareOfTraffic_ExploresThatShareAndSharesItsChance()
    {
        var shop = new SlateCase(50);
        var explored = 0;
        for (ulong seed = 0; seed < 20_000; seed++)
        {
            shop.Serve(SlateCase.Revision(new Exploration(0.5f, 0.3f)), 5, seed);
            if (shop.Composer.Explored) explored++;
        }
        Assert.InRange(explored / 20_000.0, 0.285, 0.315);

        // the same seed draws the same order whatever else differs between two strategies
        var first = Enumerable.Range(0, 200).Select(s => shop.Serve(SlateCase.Revision(Always), 5, (ulong)s)).ToArray();
        var again = Enumerable.Range(0, 200).Select(s => shop.Serve(SlateCase.Revision(Always, null, new Cap(CapField.Brand, 99, 100)), 5, (ulong)s)).ToArray();
        Assert.Equal(first, again);
    }

    [Fact]
    public void Serve_RandomCapsPinsAndDiversity_EqualsTheDefinitionAndHoldsInEveryWindow()
    {
        var rng = new Rng(31);
        for (var round = 0; round < 300; round++)
        {
            var shop = new SlateCase(30 + rng.NextInt(60), seed: (ulong)round);
            var slots = 1 + rng.NextInt(20);
            var caps = Enumerable.Range(0, 1 + rng.NextInt(3)).Select(_ =>
            {
                var most = 1 + rng.NextInt(3);
                return new Cap((CapField)rng.NextInt(3), most, most + 1 + rng.NextInt(8));
            }).ToArray();
            var pins = new Dictionary<int, int>();
            for (var p = rng.NextInt(3); p > 0; p--)
            {
                var (slot, candidate) = (rng.NextInt(slots), rng.NextInt(100)); // some beyond the top M
                if (pins.ContainsKey(slot) || pins.ContainsValue(candidate)) continue;
                pins.Add(slot, candidate);
            }
            var all = shop.Items.Concat(Enumerable.Range(0, 400).Except(shop.Items)).ToArray();
            foreach (var (slot, candidate) in pins.OrderBy(p => p.Key)) shop.Pins.Add(new PlacedPin(all[candidate], 0, slot + 1, $"r{slot}"));
            var revision = SlateCase.Revision(null, null, caps);

            var slate = shop.Serve(revision, slots, (ulong)round);

            var expected = shop.Reference.Fill([.. Enumerable.Range(0, shop.Items.Length)], revision, pins, slots);
            Assert.Equal(expected.Select(candidate => all[candidate]), slate);
            Assert.Equal(slate.Length, slate.Distinct().Count());
            if (slate.Length < slots) continue; // pins moved up
            var placed = slate.Select(item => (int?)Array.IndexOf(all, item)).ToArray();
            for (var s = 0; s < slate.Length; s++)
                if (!pins.ContainsKey(s))
                    Assert.All(caps, cap => Assert.True(shop.Reference.Holds(cap, placed, s)));
        }
    }

    [Fact]
    public void Serve_CapThatNothingFits_EndsTheSlateAndMovesPinsUp()
    {
        var shop = new SlateCase(40);
        var oneCategory = shop.Items.Where(item => item % 3 == 0).ToArray();
        shop.Pins.Add(new PlacedPin(oneCategory[^1], 0, 5, "pin"));
        shop.Composer.Prepare(shop.Shop.Ranker.Current, SlateCase.Revision(null, null, new Cap(CapField.Category, 2, 10)), oneCategory, shop.Scores.AsSpan(0, oneCategory.Length), shop.Pins, 8, 8, 1);
        var filled = new int[8];
        var count = shop.Composer.Serve(filled);
        Assert.Equal([0, oneCategory.Length - 1], filled.Take(count)); // one beside the pinned one, which moves from slot 5 to slot 2
    }

    [Fact]
    public void Serve_ManyThreads_GivesWhatOneGives()
    {
        var revision = SlateCase.Revision(Always, new Diversity(DiversityMethod.Dpp, 0.4f), new Cap(CapField.Brand, 2, 5));
        var one = new SlateCase(200);
        var expected = Enumerable.Range(0, 500).Select(s => one.Serve(revision, 10, (ulong)s)).ToArray();
        var got = new int[500][];
        Parallel.ForEach(Enumerable.Range(0, 4), worker =>
        {
            var mine = new SlateCase(200);
            for (var s = worker; s < 500; s += 4) got[s] = mine.Serve(revision, 10, (ulong)s);
        });
        Assert.Equal(expected, got);
    }

    static double PlackettLuce(float[] scores, int[] order, double temperature)
    {
        var weights = scores.Select(s => Math.Exp(s / temperature)).ToArray();
        var left = weights.Sum();
        var p = 1.0;
        foreach (var i in order)
        {
            p *= weights[i] / left;
            left -= weights[i];
        }
        return p;
    }

    static IEnumerable<int[]> Permutations(int n, int length)
    {
        if (length == 0) return [[]];
        return Permutations(n, length - 1).SelectMany(head => Enumerable.Range(0, n).Except(head).Select(next => (int[])[.. head, next]));
    }
}
