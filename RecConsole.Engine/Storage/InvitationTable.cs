using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Data.Sqlite;
using RecConsole.Engine.People;

namespace RecConsole.Engine.Storage;

/// <summary>A one-time link.</summary>
/// <param name="PersonId">Whose password it sets anew; null for somebody new.</param>
public sealed record Invitation(Role Role, string? PersonId, string InvitedBy, DateTimeOffset ExpiresAt);

/// <summary>One-time links, by the SHA-256 of their token: who reads the database cannot use them.</summary>
public sealed class InvitationTable(Database database)
{
    const string Columns = "role as Role, person_id as PersonId, invited_by as InvitedBy, expires_at_ticks as ExpiresAtTicks";

    public static void Add(SqliteConnection connection, string token, Invitation invitation) => connection.Execute(
        """
        insert into invitation (token_hash, role, person_id, invited_by, expires_at_ticks)
        values (@hash, @role, @PersonId, @InvitedBy, @expiresAtTicks)
        """,
        new { hash = HashOf(token), role = invitation.Role.ToString(), invitation.PersonId, invitation.InvitedBy, expiresAtTicks = invitation.ExpiresAt.UtcTicks });

    /// <summary>Takes a link out of use; what it was, or null when there is none of this token.</summary>
    public static Invitation? Take(SqliteConnection connection, string token) =>
        connection.QuerySingleOrDefault<Row>($"delete from invitation where token_hash = @hash returning {Columns}", new { hash = HashOf(token) })?.ToInvitation();

    /// <summary>Takes all links of one inviter out of use.</summary>
    public static void DeleteBy(SqliteConnection connection, string invitedBy) => connection.Execute("delete from invitation where invited_by = @invitedBy", new { invitedBy });

    /// <summary>Takes the links for one person out of use.</summary>
    public static void DeleteFor(SqliteConnection connection, string personId) => connection.Execute("delete from invitation where person_id = @personId", new { personId });

    public Invitation? Find(string token)
    {
        using var connection = database.OpenReader();
        return connection.QuerySingleOrDefault<Row>($"select {Columns} from invitation where token_hash = @hash", new { hash = HashOf(token) })?.ToInvitation();
    }

    static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    sealed class Row
    {
        public required string Role { get; init; }
        public string? PersonId { get; init; }
        public required string InvitedBy { get; init; }
        public required long ExpiresAtTicks { get; init; }

        public Invitation ToInvitation() => new(Enum.Parse<Role>(Role), PersonId, InvitedBy, new DateTimeOffset(ExpiresAtTicks, TimeSpan.Zero));
    }
}
