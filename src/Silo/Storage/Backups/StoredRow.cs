namespace Twin.Silo.Storage.Backups;

/// <summary>The state of one grain, as every store has it.</summary>
/// <param name="State">The state's name, e.g. <c>outlet</c>.</param>
/// <param name="Key">The grain's key, e.g. <c>o-3208008351</c>.</param>
/// <param name="KeyN0">With <paramref name="KeyN1"/>, a key that is a number; both 0 for the keys that Twin makes.</param>
/// <param name="KeyN1">See <paramref name="KeyN0"/>.</param>
/// <param name="Service">The installation's id.</param>
/// <param name="Version">Counts the writes.</param>
/// <param name="ModifiedOn">When it was last written, UTC.</param>
/// <param name="Value">What the serializer made of the state; null: cleared.</param>
internal readonly record struct StoredRow(string State, string Key, long KeyN0, long KeyN1, string Service, int Version, DateTime ModifiedOn, byte[]? Value);
