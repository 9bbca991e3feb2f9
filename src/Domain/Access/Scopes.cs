namespace Twin.Domain.Access;

/// <summary>
/// What a caller may do. <c>Read</c>: see. <c>Ingest</c>: send readings. <c>Operate</c>: act on incidents, set silences and maintenance windows. <c>Plan</c>: run simulations.
/// <c>Admin</c>: change what the network is and who may do what; it includes all the others.
/// </summary>
[Flags]
public enum Scopes : byte { None = 0, Read = 1, Ingest = 2, Operate = 4, Plan = 8, Admin = 16 }

/// <summary>Scopes in words, and which includes which.</summary>
public static class ScopeRules
{
    public static IReadOnlyList<(string Word, Scopes Scope)> Words { get; } =
        [("read", Scopes.Read), ("ingest", Scopes.Ingest), ("operate", Scopes.Operate), ("plan", Scopes.Plan), ("admin", Scopes.Admin)];

    public static bool Allows(Scopes granted, Scopes needed) => granted.HasFlag(Scopes.Admin) || (granted & needed) == needed;

    public static IReadOnlyList<string> InWords(Scopes scopes) => [.. Words.Where(w => scopes.HasFlag(w.Scope)).Select(w => w.Word)];

    public static Scopes Sum(IEnumerable<Scopes> scopes) => scopes.Aggregate(Scopes.None, (sum, s) => sum | s);
}
