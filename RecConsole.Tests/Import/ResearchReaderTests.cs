using System.Text;
using RecConsole.Engine.Events;
using RecConsole.Engine.Import;
using RecConsole.Tests.Support;

namespace RecConsole.Tests.Import;

public sealed class ResearchReaderTests : IDisposable
{
    readonly ImportFixture files = new();

    [SharedDataFact("movielens-100k")]
    public void Read_MovieLens100k_ReadsMoviesAndRatings()
    {
        var shop = ImportFixture.Read("movielens", "", SharedData.Path("movielens-100k"));

        Assert.Equal((100_000, 1_682, 943), (shop.Events.Count, shop.Items.Count, shop.Users));
        Assert.Equal(101_682, shop.Account.RowsRead); // ratings and movies
        Assert.Equal(shop.Account.RowsRead, shop.Account.Kept);
        var movie = shop.Items.Single(item => item.Id.Value == "1");
        Assert.Equal(("Toy Story", "Animation", "1995"), (movie.Title, movie.Category, movie.Attributes["year"]));
        Assert.All(shop.Events, e => Assert.InRange(e.Rating!.Value, 1, 5));
    }

    [Fact]
    public void Read_MovieLens1mFolder_ReadsLatin1AndDoubleColons()
    {
        files.Bytes("movies.dat", Encoding.Latin1.GetBytes("1::Misérables, Les (1995)::Drama|Musical\n2::Odd: Movie::Comedy\n"));
        files.Text("ratings.dat", "7::1::5::978300760\n7::2::3::978302109\n8::3::4::978300000\n");
        files.Text("users.dat", "7::F::1::10::48067\n");

        var shop = ImportFixture.Read("movielens", "", files.Folder);

        Assert.Equal(["Misérables, Les", "Odd: Movie", "3"], shop.Items.Select(item => item.Title));
        Assert.Equal((3, 2, 5), (shop.Events.Count, shop.Users, shop.Account.Kept));
        Assert.Equal([4.0, 5, 3], shop.Events.Select(e => e.Rating!.Value));
        Assert.Equal("Drama", shop.Items[0].Category);
        Assert.Equal(shop.Events[1].Timestamp, shop.Items[0].AddedAt);
    }

    [SharedDataFact("movielens-1m-sequences/movies.dat")]
    public void Read_MovieLens1mMoviesAlone_IsTheCatalogue()
    {
        var shop = ImportFixture.Read("movielens", "", SharedData.Path("movielens-1m-sequences/movies.dat"));

        Assert.Equal((3_883, 0), (shop.Items.Count, shop.Events.Count));
        Assert.Contains(shop.Notes, note => note.Contains("catalogue only", StringComparison.Ordinal));
    }

    [SharedDataFact("amazon-beauty/Beauty.txt")]
    public void Read_BeautySequences_OneShopperALine()
    {
        var shop = ImportFixture.Read("sequences", "", SharedData.Path("amazon-beauty/Beauty.txt"));

        Assert.Equal((22_363, 22_363, 12_101, 198_502), (shop.Account.Kept, shop.Users, shop.Items.Count, shop.Events.Count));
        Assert.Equal(["1", "2", "3", "4", "5"], shop.Events.Where(e => e.UserId.Value == "1").Select(e => e.ItemId!.Value.Value));
    }

    [SharedDataFact("movielens-1m-sequences/train_input.txt.gz")]
    public void Read_LinesWithoutUsers_AreToldByRepeatedFirstValues()
    {
        var shop = ImportFixture.Read("sequences", "", SharedData.Path("movielens-1m-sequences/train_input.txt.gz"));

        Assert.Equal((6_040, 987_019), (shop.Users, shop.Events.Count));
    }

    [Fact]
    public void Read_Pairs_KeepTheOrderOfEachUser()
    {
        var shop = ImportFixture.Read("sequences", "type:=purchase", files.Text("pairs.txt", "1 10\n2 20\n1 11\n\n1 12\n"));

        Assert.Equal(["10", "11", "12"], shop.Events.Where(e => e.UserId.Value == "1").Select(e => e.ItemId!.Value.Value));
        Assert.All(shop.Events, e => Assert.Equal(EventKind.Purchase, e.Kind));
        Assert.All(shop.Events.GroupBy(e => e.UserId), user => Assert.Equal(SequencesReader.End, user.Last().Timestamp));
        Assert.Equal((4, 4), (shop.Account.RowsRead, shop.Account.Kept));
    }

    [Fact]
    public void Read_SequenceOfAUserAlone_IsRejected()
    {
        var account = ImportFixture.Read("sequences", "", files.Text("s.txt", "1 10 11\n2\n")).Account;

        Assert.Equal((2, 1, "a user without items"), (account.RowsRead, account.Kept, account.Rejected.Keys.Single()));
    }

    [Theory]
    [InlineData("u.data", "not named like a MovieLens file")]
    [InlineData("absent.inter", "does not exist")]
    public void Read_MovieLensOtherFile_SaysWhatIsExpected(string name, string complaint)
    {
        if (!name.StartsWith("absent", StringComparison.Ordinal)) files.Text(name, "1\t2\t3\t4\n");

        Assert.Contains(complaint, ImportFixture.Refusal("movielens", "", Path.Combine(files.Folder, name)));
    }

    public void Dispose() => files.Dispose();
}
