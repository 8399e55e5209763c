using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using RecConsole.Engine.Audit;
using RecConsole.Engine.People;
using RecConsole.Engine.Storage;

namespace RecConsole.Engine.Hosting;

/// <summary>
/// In: invitations, joinings, changes of roles. Out: the same in the database and the audit log, then in memory, where each
/// request finds the person as they are now: a role that is taken away is gone with the next click.
/// </summary>
public sealed class PeopleDirectory(Database database, PersonTable table, InvitationTable invitations, ShopStatus status, TimeProvider time) : IHostedService
{
    public const int MaxNameLength = 80;

    /// <summary>How long a link that invites somebody can be used.</summary>
    public static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    volatile PersonList people = new([]);

    sealed record PersonList(ImmutableArray<Member> Members);

    /// <summary>In the order in which they came.</summary>
    public ImmutableArray<Member> All => people.Members;

    /// <summary>Whether somebody of the shop may do everything; before that the console prints a link for its owner.</summary>
    public bool HasOwner => All.Any(member => member.Person.Role == Role.Admin);

    /// <summary>After somebody came, left or got another role.</summary>
    public event Action? Changed;

    /// <exception cref="StoreException">The database cannot be read.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        Reload();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Person? Find(string id) => All.FirstOrDefault(member => member.Person.Id == id)?.Person;

    public Member? FindByName(string name) => All.FirstOrDefault(member => string.Equals(member.Person.Name, name.Trim(), StringComparison.OrdinalIgnoreCase));

    /// <summary>How many people have a right; the visitor of the demo shop counts as one.</summary>
    public int CountWhoMay(Permission permission) => All.Count(member => member.Person.May(permission)) + (status.Current.Source == ShopSource.Demo ? 1 : 0);

    /// <summary>A one-time link's token for the first owner; earlier ones are void.</summary>
    public async Task<string> InviteOwnerAsync(CancellationToken cancellation = default)
    {
        var token = NewToken();
        using var turn = await database.EnterAsync(cancellation);
        turn.Commit(connection =>
        {
            InvitationTable.DeleteBy(connection, Person.System.Id);
            // until it is used or printed anew
            InvitationTable.Add(connection, token, new Invitation(Role.Admin, null, Person.System.Id, DateTimeOffset.MaxValue));
        });
        return token;
    }

    /// <summary>A one-time link's token for somebody new.</summary>
    /// <exception cref="UnauthorizedAccessException">The right is missing; says who has it.</exception>
    public async Task<string> InviteAsync(Role role, Person by, CancellationToken cancellation = default)
    {
        Demand(by);
        var token = NewToken();
        using var turn = await database.EnterAsync(cancellation);
        turn.Commit(connection =>
        {
            InvitationTable.Add(connection, token, new Invitation(role, null, by.Id, time.GetUtcNow() + InvitationLifetime));
            Record(connection, by, AuditAction.PersonInvited, "person:new", null, JsonSerializer.Serialize(new { role = role.ToString() }));
        });
        return token;
    }

    /// <summary>A one-time link's token with which a person chooses another password.</summary>
    /// <inheritdoc cref="InviteAsync"/>
    public async Task<string> InviteAgainAsync(string personId, Person by, CancellationToken cancellation = default)
    {
        Demand(by);
        var person = Find(personId) ?? throw new ArgumentException($"There is no person '{personId}'.");
        var token = NewToken();
        using var turn = await database.EnterAsync(cancellation);
        turn.Commit(connection =>
        {
            InvitationTable.DeleteFor(connection, person.Id);
            InvitationTable.Add(connection, token, new Invitation(person.Role, person.Id, by.Id, time.GetUtcNow() + InvitationLifetime));
            Record(connection, by, AuditAction.PersonInvited, $"person:{person.Id}", null, JsonSerializer.Serialize(new { password = "another" }));
        });
        return token;
    }

    /// <summary>What a link is for, or null when it is not (or no longer) good.</summary>
    public Invitation? FindInvitation(string token) => invitations.Find(token) is { } invitation && invitation.ExpiresAt > time.GetUtcNow() ? invitation : null;

    /// <summary>Uses a link up: adds the person, or gives a person who is there another password.</summary>
    /// <returns>Null when the link is not (or no longer) good.</returns>
    /// <exception cref="ArgumentException">The name does not do; says what would. The link stays good.</exception>
    public async Task<Person?> JoinAsync(string token, string name, string passwordHash, CancellationToken cancellation = default)
    {
        name = name.Trim();
        using var turn = await database.EnterAsync(cancellation);
        if (FindInvitation(token) is not { } invitation) return null;
        if (invitation.PersonId is null && NameProblem(name) is { } problem) throw new ArgumentException(problem);
        var person = turn.Commit(connection =>
        {
            InvitationTable.Take(connection, token);
            if (invitation.PersonId is { } known)
            {
                PersonTable.SetPassword(connection, known, passwordHash);
                return Find(known);
            }
            var added = PersonTable.Add(connection, name, invitation.Role, passwordHash, time.GetUtcNow());
            Record(connection, added, AuditAction.PersonJoined, $"person:{added.Id}", null, Text(added));
            return added;
        });
        Reload();
        Changed?.Invoke();
        return person;
    }

    /// <exception cref="UnauthorizedAccessException">The right is missing; says who has it.</exception>
    /// <exception cref="ArgumentException">There is no such person, or nobody would be left who may manage people.</exception>
    public Task SetRoleAsync(string personId, Role role, Person by, CancellationToken cancellation = default) =>
        ChangeAsync(personId, by, keepsAdmin: role == Role.Admin, (connection, person) =>
        {
            PersonTable.SetRole(connection, person.Id, role);
            Record(connection, by, AuditAction.PersonChanged, $"person:{person.Id}", Text(person), Text(person with { Role = role }));
        }, cancellation);

    /// <inheritdoc cref="SetRoleAsync"/>
    public Task RemoveAsync(string personId, Person by, CancellationToken cancellation = default) =>
        ChangeAsync(personId, by, keepsAdmin: false, (connection, person) =>
        {
            InvitationTable.DeleteFor(connection, person.Id);
            InvitationTable.DeleteBy(connection, person.Id);
            PersonTable.Remove(connection, person.Id);
            Record(connection, by, AuditAction.PersonRemoved, $"person:{person.Id}", Text(person), null);
        }, cancellation);

    async Task ChangeAsync(string personId, Person by, bool keepsAdmin, Action<SqliteConnection, Person> change, CancellationToken cancellation)
    {
        Demand(by);
        using var turn = await database.EnterAsync(cancellation);
        var person = Find(personId) ?? throw new ArgumentException($"There is no person '{personId}'.");
        if (person.Role == Role.Admin && !keepsAdmin && All.Count(member => member.Person.Role == Role.Admin) == 1)
            throw new ArgumentException($"{person.Name} is the only admin: make somebody else admin first.");
        turn.Commit(connection => change(connection, person));
        Reload();
        Changed?.Invoke();
    }

    string? NameProblem(string name) =>
        name.Length is 0 or > MaxNameLength ? $"A name has 1 to {MaxNameLength} characters."
        : FindByName(name) is not null ? $"There is somebody called '{name}' already; choose another name."
        : null;

    void Record(SqliteConnection connection, Person by, string action, string subject, string? before, string? after) =>
        AuditTable.Append(connection, by, action, subject, time.GetUtcNow(), before, after);

    static string Text(Person person) => JsonSerializer.Serialize(new { name = person.Name, role = person.Role.ToString() });

    static void Demand(Person by)
    {
        if (!by.May(Permission.ManagePeople)) throw new UnauthorizedAccessException(RolePolicy.Missing(Permission.ManagePeople, by.Role));
    }

    void Reload() => people = new PersonList([.. table.ReadAll().Select(row => new Member(row.Person, row.JoinedAt, row.PasswordHash))]);

    /// <summary>256 random bits: nobody guesses it.</summary>
    static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}

/// <param name="PasswordHash">As the web's hasher writes it.</param>
public sealed record Member(Person Person, DateTimeOffset JoinedAt, string? PasswordHash)
{
    public override string ToString() => Person.ToString(); // never the hash
}
