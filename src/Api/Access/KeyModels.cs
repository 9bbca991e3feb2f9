using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Twin.Domain.Access;

namespace Twin.Api.Access;

/// <summary>A key to be made.</summary>
public sealed record KeyInput
{
    [Description("Also the MQTT user name: 1 to 64 of a-z, 0-9, '.', '_' and '-', a letter or digit first."), RegularExpression("^[a-z0-9][a-z0-9._-]{0,63}$")] public required string Name { get; init; }
    [Description("Id of the person who signs in with it, as teams name them: what they do with it is told as theirs. None: nobody in particular.")] public string? Person { get; init; }
    [Description("What it may do: read, ingest, operate, plan, admin. admin includes the others.")] public required IReadOnlyList<string> Scopes { get; init; }
    [Description("Two, four or six digits of division codes: only outlets whose district begins with one of them are seen. None: the whole province.")] public IReadOnlyList<string>? Divisions { get; init; }
    [Description("When it ends by itself; never, if not given.")] public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>A key, without what is secret of it.</summary>
public sealed record KeyModel
{
    public required string Id { get; init; }
    public required string Name { get; init; }
    [Description("Whose it is, as teams name them; absent: nobody's in particular.")] public string? Person { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Divisions { get; init; }
    public required DateTime CreatedAt { get; init; }
    [Description("Name of the key it was made with.")] public required string CreatedBy { get; init; }
    public DateTime? ExpiresAt { get; init; }
    [Description("To the minute; absent when it never was.")] public DateTime? LastUsed { get; init; }
    [Description("The key itself: only in the answer that made it, never again.")] public string? Key { get; init; }

    public static KeyModel Of(AccessKey key, string? text = null) => new()
    {
        Id = key.Id,
        Name = key.Name,
        Person = key.Person,
        Scopes = ScopeRules.InWords(key.Scopes),
        Divisions = key.Divisions,
        CreatedAt = key.CreatedAt,
        CreatedBy = key.CreatedBy,
        ExpiresAt = key.ExpiresAt,
        LastUsed = key.LastUsed,
        Key = text,
    };
}

/// <param name="Items">In the order of their names; the first key, <c>admin</c>, is the host's and not among them.</param>
public sealed record KeyListModel(IReadOnlyList<KeyModel> Items, int Total);
