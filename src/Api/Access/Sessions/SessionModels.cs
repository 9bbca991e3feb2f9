using System.ComponentModel;
using Twin.Domain.Access;

namespace Twin.Api.Access.Sessions;

/// <summary>What a browser signs in with.</summary>
public sealed record SessionInput
{
    [Description("A key of this installation.")] public required string Key { get; init; }
}

/// <summary>Who is signed in.</summary>
public sealed record SessionModel
{
    [Description("The key's name; of a token, the name it gives.")] public required string Name { get; init; }
    [Description("Id of the person whose key it is; absent: nobody's in particular.")] public string? Person { get; init; }
    [Description("What it may do; admin includes the others.")] public required IReadOnlyList<string> Scopes { get; init; }
    [Description("Two, four or six digits of division codes it is limited to; none: the whole province.")] public required IReadOnlyList<string> Divisions { get; init; }
    [Description("When it ends by itself. A session in use is renewed by asking for it; of a key, when the key expires.")] public DateTime? EndsAt { get; init; }

    public static SessionModel Of(Caller caller) => new() { Name = caller.Name, Person = caller.Person, Scopes = ScopeRules.InWords(caller.Scopes), Divisions = caller.Divisions.Prefixes, EndsAt = caller.ExpiresAt };
}
