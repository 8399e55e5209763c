using System.Text;
using RecConsole.Engine.Import;
using RecConsole.Engine.Numerics;

namespace RecConsole.Tests.Import;

public sealed class ImportAccountTests : IDisposable
{
    readonly ImportFixture files = new();

    [Theory]
    [InlineData("events-csv")]
    [InlineData("online-retail")]
    [InlineData("catalog-csv")]
    public void Read_MangledRows_AccountsForEveryRecord(string format)
    {
        var rng = new Rng(7);
        for (var trial = 0; trial < 60; trial++)
        {
            var text = Mangle(ref rng, format);
            var records = Records(text);
            ImportedShop shop;
            try
            {
                shop = ImportFixture.Read(format, "", files.Text("mangled.csv", text));
            }
            catch (ImportFailedException refused) when (refused.Message.Contains("can be kept", StringComparison.Ordinal))
            {
                continue;
            }
            var account = shop.Account;
            Assert.Equal(records, account.RowsRead);
            Assert.Equal(account.RowsRead, account.Kept + account.Rejected.Values.Sum());
            Assert.Equal(account.Kept, format == "catalog-csv" ? shop.Items.Count : shop.Events.Count);
            Assert.All(account.Rejected.Keys, reason => Assert.InRange(account.Examples.Count(row => row.Reason == reason), 1, ImportAccount.ExamplesPerReason));
        }
    }

    static string Mangle(ref Rng rng, string format)
    {
        var (header, row) = format switch
        {
            "events-csv" => ("type,userId,itemId,timestamp,quantity", "view,u1,i1,2024-05-01,1"),
            "catalog-csv" => ("id,title,price,stock", "1,Mug,2.50,3"),
            _ => ("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", "536365,85123A,HOLDER,6,2010-12-01 08:26:00,2.55,17850.0,UK"),
        };
        const string noise = ",-x9\"'; \t.\u00e9";
        var text = new StringBuilder(header).Append('\n');
        for (var n = 0; n < 40; n++)
        {
            var mangled = new StringBuilder(row.Replace("1", (n % 30).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
            for (var edits = rng.NextInt(4); edits > 0; edits--)
            {
                var at = rng.NextInt(mangled.Length);
                if (rng.NextBool(0.4)) mangled.Remove(at, 1);
                else mangled.Insert(at, noise[rng.NextInt(noise.Length)]);
            }
            text.Append(mangled).Append(rng.NextBool(0.2) ? "\r\n" : "\n");
            if (rng.NextBool(0.1)) text.Append('\n');
        }
        return text.ToString();
    }

    /// <summary>Records after the header as RFC 4180 counts them, found without the parser under test.</summary>
    static long Records(string text)
    {
        var (records, inQuotes, atFieldStart, hasText) = (0L, false, true, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (inQuotes)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"') i++;
                else if (c == '"') inQuotes = false;
                continue;
            }
            if (c == '"' && atFieldStart) (inQuotes, atFieldStart, hasText) = (true, false, true);
            else if (c == ',') (atFieldStart, hasText) = (true, true);
            else if (c == '\n')
            {
                if (hasText) records++;
                (atFieldStart, hasText) = (true, false);
            }
            else if (c != '\r') (atFieldStart, hasText) = (false, true);
        }
        return records + (hasText ? 1 : 0) - 1;
    }

    public void Dispose() => files.Dispose();
}
