using System.Globalization;

namespace RecConsole.Engine.Simulation;

/// <summary>A colour in sRGB, 0 to 1 each.</summary>
internal readonly record struct Paint(double Red, double Green, double Blue)
{
    /// <summary>As <c>#rrggbb</c>.</summary>
    public string Hex => string.Create(CultureInfo.InvariantCulture, $"#{Byte(Red):x2}{Byte(Green):x2}{Byte(Blue):x2}");

    /// <summary>Hue in degrees, saturation and lightness 0 to 1.</summary>
    public (double Hue, double Saturation, double Lightness) Hsl
    {
        get
        {
            var (max, min) = (Math.Max(Red, Math.Max(Green, Blue)), Math.Min(Red, Math.Min(Green, Blue)));
            var (lightness, chroma) = ((max + min) / 2, max - min);
            if (chroma == 0) return (0, 0, lightness);
            var hue = max == Red ? (Green - Blue) / chroma : max == Green ? 2 + (Blue - Red) / chroma : 4 + (Red - Green) / chroma;
            return ((60 * hue + 360) % 360, chroma / (1 - Math.Abs(2 * lightness - 1)), lightness);
        }
    }

    public static Paint Parse(string hex)
    {
        var rgb = int.Parse(hex.AsSpan(1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new Paint((rgb >> 16) / 255.0, (rgb >> 8 & 255) / 255.0, (rgb & 255) / 255.0);
    }

    public static Paint FromHsl(double hue, double saturation, double lightness)
    {
        double Channel(double n)
        {
            var k = (n + hue / 30 % 12 + 12) % 12;
            return lightness - saturation * Math.Min(lightness, 1 - lightness) * Math.Max(-1, Math.Min(Math.Min(k - 3, 9 - k), 1));
        }
        return new Paint(Channel(0), Channel(8), Channel(4));
    }

    /// <summary>Darker by so much lightness; lighter when negative.</summary>
    public Paint Shaded(double by)
    {
        var (hue, saturation, lightness) = Hsl;
        return FromHsl(hue, saturation, Math.Clamp(lightness - by, 0, 1));
    }

    static int Byte(double channel) => (int)Math.Round(255 * Math.Clamp(channel, 0, 1));
}
