using System.Text.RegularExpressions;

namespace RecConsole.Engine.Import;

/// <summary>
/// Online Retail has no categories; this derives one from the words of an item's description, so that the console has
/// something to browse and filter by. The first row below that names one of the words (singular or plural) decides; an item
/// that matches none is "Other".
/// </summary>
public static partial class RetailCategories
{
    public const string Other = "Other";

    static readonly (string Category, string Words)[] Rows =
    [
        ("Christmas", "christmas xmas bauble santa reindeer snowflake snowman advent noel holly rudolph nativity jingle"),
        ("Easter", "easter bunny chick"),
        ("Jewellery & Hair", "necklace neckl bracelet earring ring brooch pendant charm bangle tiara choker hair hairclip bead jewel diamante"),
        ("Stationery & Wrap", "card notebook wrap giftwrap pencil pen ribbon sticker tape sketchbook envelope stamp calendar diary memo eraser rubber stationery journal notepad postcard paperclip scrapbook tissue crayon chalk magnet bookmark ruler scissor paperweight book note notelet tag calculator stencil punch writing scrap cardholder fan matches"),
        ("Party", "party bunting balloon napkin birthday confetti straw paperchain garland celebration cocktail honeycomb chain flag pennant rosette"),
        ("Candles & Lights", "candle light lantern lamp lampshade candleholder candlestick incense tealight votive nightlight torch chandelier fragrance scent candlepot lightbulb bulb burner ashtray"),
        ("Bags & Travel", "bag handbag purse wallet washbag shopper luggage passport travel suitcase umbrella backpack rucksack tote keyring trolley"),
        ("Bath & Wellbeing", "soap bath bathroom flannel hottie balm manicure massage towel toothbrush hankie facial shower sponge lip gloss"),
        ("Toys & Games", "toy game jigsaw doll puzzle playing children childrens child childs baby dinosaur teddy soldier puppet skittle marble magic feltcraft dolly kid yoyo dominoes ludo rocket robot helicopter space badge glider tattoo creepy patches farmyard animals inflatable playhouse snakes tops spaceboy circus xylophone skipping bingo sewing craft colouring"),
        ("Garden", "garden plant planter watering herb seed birdhouse parasol trowel gnome windmill gardener gardening picnic deckchair bird birdcage shed greenhouse hammock windchime windsock spade"),
        ("Baking & Kitchen", "cake baking kitchen apron measuring jam spoon recipe biscuit cookie egg pantry oven jar cutter mould tin bread butter chopping sieve whisk scale fridge colander cupcake pudding cookbook timer kneeling peg larder frying pan enamel toast cooking squeezer"),
        ("Tableware", "mug cup plate bowl teapot tea coffee cutlery glass tumbler jug tray placemat coaster saucer dish lunch bottle beaker cakestand platter goblet doily doilies teaspoon decanter cruet sugar milk dinner snack flask breakfast"),
        ("Storage & Hooks", "hook hanger cabinet drawer box basket rack storage shelf knob tidy bin holder trinket crate organiser chest stand key money bank tub container case bucket cannister pot"),
        ("Textiles", "cushion doormat doorstop rug quilt curtain blanket cover pillow throw knitted scarf sock slipper hat glove fabric cosy poncho shawl bedspread tablecloth mat filler warmer headphones"),
        ("Home Decor", "heart decoration hanging sign frame clock mirror photo wall art picture tile ornament letter vase flower mobile wreath chime bell plaque block figurine artificial rose tree print poster cherub feather butterfly chalkboard blackboard board stool chair table pouffe disco buddha ceramic laurel photoframe duck seat desk"),
    ];

    static readonly Dictionary<string, int> RowOfWord = Rows
        .SelectMany((row, index) => row.Words.Split(' ').Select(word => (word, index)))
        .DistinctBy(pair => pair.word)
        .ToDictionary(pair => pair.word, pair => pair.index, StringComparer.Ordinal);

    /// <summary>The derived category of a description, in any case.</summary>
    public static string Of(string description)
    {
        var best = Rows.Length;
        foreach (var match in Word().EnumerateMatches(description))
        {
            var word = description.AsSpan(match.Index, match.Length).ToString().ToLowerInvariant();
            if (Find(word) is { } row && row < best) best = row;
        }
        return best < Rows.Length ? Rows[best].Category : Other;
    }

    static int? Find(string word)
    {
        if (RowOfWord.TryGetValue(word, out var row)) return row;
        if (word.EndsWith("es", StringComparison.Ordinal) && RowOfWord.TryGetValue(word[..^2], out row)) return row;
        if (word.EndsWith('s') && RowOfWord.TryGetValue(word[..^1], out row)) return row;
        return null;
    }

    [GeneratedRegex("[A-Za-z]{2,}")]
    private static partial Regex Word();
}
