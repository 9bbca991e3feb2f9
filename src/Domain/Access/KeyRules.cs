namespace Twin.Domain.Access;

public enum KeyReason : byte { Added, NameTaken, IdTaken, TooMany, Reserved }

/// <summary>Which keys there can be.</summary>
public static class KeyRules
{
    /// <summary>Of the first key, which the host gives and no call changes.</summary>
    public const string AdminName = "admin";
    public const int NameLengthMax = 64;

    /// <summary>Every API node holds all keys in memory and takes them over whole when one changes.</summary>
    public const int KeysMax = 5_000;

    /// <summary>Whether a text can be a key's name: 1 to 64 of <c>a-z 0-9 . _ -</c>, a letter or digit first.</summary>
    public static bool IsName(string? text) =>
        text is { Length: > 0 and <= NameLengthMax } && IsPlain(text[0]) && text.All(c => IsPlain(c) || c is '.' or '_' or '-');

    /// <summary>An expired key holds its name until it is revoked, so that a name never silently becomes somebody else's.</summary>
    public static KeyReason Add(IReadOnlyList<AccessKey> keys, AccessKey key) =>
        key.Name == AdminName ? KeyReason.Reserved
        : keys.Any(k => k.Name == key.Name) ? KeyReason.NameTaken
        : keys.Any(k => k.Id == key.Id) ? KeyReason.IdTaken
        : keys.Count >= KeysMax ? KeyReason.TooMany
        : KeyReason.Added;

    private static bool IsPlain(char c) => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c);
}
