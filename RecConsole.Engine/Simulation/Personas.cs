using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Numerics;

namespace RecConsole.Engine.Simulation;

/// <summary>The lab's personas, with first interactions that their tastes choose among the items at hand.</summary>
public static class Personas
{
    const int StepsEach = 4;

    /// <summary>All personas that find something to look at: none in a shop that is not the demo shop.</summary>
    /// <param name="seed">That of the demo shop.</param>
    public static IReadOnlyList<Persona> Of(CatalogSnapshot catalog, ulong seed, DateTimeOffset now)
    {
        var vocabulary = ShopVocabulary.Default;
        var shelves = new Shelves(vocabulary, catalog.Items, seed);
        var browsing = new Browsing(shelves, ChoiceModel.Default);
        var personas = new List<Persona>();
        foreach (var sketch in vocabulary.Personas)
        {
            var rng = new Rng(StableHash.Of(sketch.Name));
            var taste = Taste.Of(sketch, vocabulary, rng);
            var steps = new List<PersonaStep>();
            var seen = new HashSet<int>(); // product types
            for (var i = 0; i < 20 * StepsEach && steps.Count < StepsEach; i++)
            {
                var mood = new Mood(vocabulary, taste.Interests[steps.Count == 2 ? ^1 : 0]);
                if (browsing.Next(taste, mood, last: -1, now, rng) is not (>= 0 and var item)) continue;
                var type = shelves.Traits(item).Type;
                if (!vocabulary.TypesServing(mood.Errand).Contains(type) || !seen.Add(type)) continue;
                steps.Add(new PersonaStep(steps.Count == StepsEach - 1 ? EventKind.AddToCart : EventKind.View, shelves.Items[item].Id));
            }
            if (steps.Count == StepsEach) personas.Add(new Persona(sketch.Name, sketch.Text, steps));
        }
        return personas;
    }
}
