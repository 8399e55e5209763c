namespace RecConsole.Web.Services;

/// <summary>A small file of each format that can be imported, to download and imitate.</summary>
public static class FormatExamples
{
    public static IReadOnlyList<FormatExample> All { get; } =
    [
        new("events-csv", "events.csv",
            """
            type,userId,sessionId,itemId,timestamp,quantity,price,query,rating
            view,u-17,s-901,tea-green,2026-05-04T09:12:31Z,,,,
            add_to_cart,u-17,s-901,tea-green,2026-05-04T09:13:02Z,2,,,
            purchase,u-17,s-901,tea-green,2026-05-04T09:15:40Z,2,4.50,,
            search,u-23,s-902,,2026-05-04T10:01:00Z,,,tea pot,
            click,u-23,s-902,pot-cast-iron,2026-05-04T10:01:20Z,,,,
            rate,u-23,s-902,pot-cast-iron,2026-05-06T18:00:00Z,,,,5
            """),
        new("catalog-csv", "catalog.csv",
            """
            id,title,category,brand,description,price,cost,stock,addedAt,imageUrl,active,colour
            tea-green,Green tea 100 g,Pantry,Aoi,Sencha from Uji,4.50,1.90,120,2026-01-15T00:00:00Z,,true,green
            pot-cast-iron,Cast-iron tea pot,Kitchen,Bo,"Holds 0.8 l, with a sieve",39.00,21.50,8,2026-03-01T00:00:00Z,,true,black
            cup-plain,Plain cup,Kitchen,Bo,,6.00,,,,,true,white
            """),
        new("catalog-json", "catalog.json",
            """
            [
              {"id": "tea-green", "title": "Green tea 100 g", "category": "Pantry", "brand": "Aoi", "price": 4.50, "stock": 120},
              {"id": "pot-cast-iron", "title": "Cast-iron tea pot", "category": "Kitchen", "brand": "Bo", "price": 39.00, "stock": 8, "colour": "black"}
            ]
            """),
        new("movielens", "example.inter",
            "user_id:token\titem_id:token\trating:float\ttimestamp:float\n196\t242\t3\t881250949\n186\t302\t3\t891717742\n196\t51\t5\t881250960\n"),
        new("sequences", "sequences.txt",
            """
            1 101
            1 205
            1 17
            2 205
            2 101
            """),
        new("online-retail", "online_retail.csv",
            """
            InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country
            536365,85123A,WHITE HANGING HEART T-LIGHT HOLDER,6,2010-12-01 08:26:00,2.55,17850,United Kingdom
            536365,71053,WHITE METAL LANTERN,6,2010-12-01 08:26:00,3.39,17850,United Kingdom
            536366,22633,HAND WARMER UNION JACK,6,2010-12-01 08:28:00,1.85,17850,United Kingdom
            """),
        new("open-bandit", "bandit_log.csv",
            """
            timestamp,item_id,position,click,propensity_score,user_feature_0,user_feature_1,user_feature_2,user_feature_3
            2019-11-24 00:03:13+00:00,14,3,0,0.0294,young,north,phone,new
            2019-11-24 00:03:36+00:00,10,1,1,0.0294,young,south,phone,known
            """),
    ];

    public static FormatExample? Find(string format) => All.FirstOrDefault(example => example.Format == format);
}

/// <param name="FileName">As the format's readers expect it to be named.</param>
public sealed record FormatExample(string Format, string FileName, string Text);
