using RecConsole.Engine.Numerics;
using RecConsole.Engine.Slates;

namespace RecConsole.Tests.Slates;

public sealed class KeyTournamentTests
{
    /// <summary>One block and less, whole blocks, one key more, and more blocks than one vector of greatest holds; begun again each time with what came before in its buffers.</summary>
    [Fact]
    public void Take_AnyNumberOfKeys_GivesTheGreatestFirstAndEqualOnesByNumber()
    {
        var rng = new Rng(5);
        var tournament = new KeyTournament();
        foreach (var count in new[] { 300, 1, 15, 16, 17, 200, 256, 257, 2000, 33 })
        {
            var keys = Enumerable.Range(0, count).Select(_ => (float)(rng.NextInt(40) - 30)).ToArray(); // many ties, most below zero
            tournament.Begin(keys);
            var taken = Enumerable.Range(0, count).Select(_ => tournament.Take()).ToArray();
            Assert.Equal(Enumerable.Range(0, count).OrderByDescending(i => keys[i]).ThenBy(i => i), taken);
        }
    }
}
