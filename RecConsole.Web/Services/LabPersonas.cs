using RecConsole.Engine.Catalog;
using RecConsole.Engine.Events;
using RecConsole.Engine.Hosting;
using RecConsole.Engine.Simulation;

namespace RecConsole.Web.Services;

/// <summary>The personas of the demo shop, made once a catalogue; another shop has none.</summary>
public sealed class LabPersonas(CatalogStore catalog, ShopStatus status, ShopClock clock)
{
    readonly Lock gate = new();
    int generation = -1;
    IReadOnlyList<Persona> personas = [];
    (long Version, PlausibleShopper? Shopper) choice;

    public IReadOnlyList<Persona> All
    {
        get
        {
            var snapshot = catalog.Current;
            if (status.Current.Source != ShopSource.Demo || snapshot.Count == 0) return [];
            lock (gate)
            {
                if (generation == snapshot.Generation) return personas;
                generation = snapshot.Generation;
                return personas = Personas.Of(snapshot, DemoShop.DefaultSeed, clock.Now);
            }
        }
    }

    /// <summary>What shoppers of this catalogue plausibly do next.</summary>
    public PlausibleShopper Choice
    {
        get
        {
            var snapshot = catalog.Current;
            lock (gate)
            {
                if (choice.Version == snapshot.Version && choice.Shopper is { } made) return made;
                choice = (snapshot.Version, new PlausibleShopper(snapshot, DemoShop.DefaultSeed));
                return choice.Shopper;
            }
        }
    }

    public Persona? Find(string name) => All.FirstOrDefault(persona => persona.Name == name);
}
