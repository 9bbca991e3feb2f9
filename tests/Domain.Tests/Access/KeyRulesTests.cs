using Twin.Domain.Access;

namespace Twin.Domain.Tests.Access;

public sealed class KeyRulesTests
{
    private static AccessKey Key(string name, string id = "0000000001") => new() { Id = id, Name = name, Hash = "" };

    [Fact]
    public void A_key_has_its_id_in_it_and_only_its_hash_is_kept()
    {
        var random = Enumerable.Range(0, KeyText.IdBytes + KeyText.SecretBytes).Select(i => (byte)i).ToArray();
        var (id, text) = KeyText.Write(random);
        Assert.Equal("0001020304", id);
        Assert.Equal(id, KeyText.IdOf(text));
        Assert.Equal(64, KeyText.HashOf(text).Length);
        Assert.NotEqual(KeyText.HashOf(text), KeyText.HashOf(text + " "));
    }

    [Theory]
    [InlineData("")]
    [InlineData("twin_")]
    [InlineData("twin_0001020304")]
    [InlineData("0001020304050607080910111213141516171819202122232425")]
    public void What_is_not_written_as_a_key_names_none(string text) => Assert.Null(KeyText.IdOf(text));

    [Theory]
    [InlineData("huaian-duty", true)]
    [InlineData("3208.gateway_1", true)]
    [InlineData("-x", false)]
    [InlineData("Big", false)]
    [InlineData("a b", false)]
    [InlineData("é", false)]
    [InlineData("", false)]
    public void Names_are_plain(string name, bool valid) => Assert.Equal(valid, KeyRules.IsName(name));

    [Fact]
    public void A_name_and_an_id_are_one_key_s_and_the_first_key_s_is_nobody_else_s()
    {
        AccessKey[] keys = [Key("a", "0000000001"), Key("b", "0000000002") with { ExpiresAt = new(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc) }];
        Assert.Equal(KeyReason.Added, KeyRules.Add(keys, Key("c", "0000000003")));
        Assert.Equal(KeyReason.NameTaken, KeyRules.Add(keys, Key("b", "0000000003")));
        Assert.Equal(KeyReason.IdTaken, KeyRules.Add(keys, Key("c", "0000000002")));
        Assert.Equal(KeyReason.Reserved, KeyRules.Add(keys, Key("admin", "0000000003")));
        Assert.Equal(KeyReason.TooMany, KeyRules.Add([.. Enumerable.Range(0, KeyRules.KeysMax).Select(i => Key($"k{i}", $"{i:x10}"))], Key("c", "ffffffffff")));
    }

    [Theory]
    [InlineData(Scopes.Admin, Scopes.Ingest, true)]
    [InlineData(Scopes.Read | Scopes.Operate, Scopes.Operate, true)]
    [InlineData(Scopes.Operate, Scopes.Read, false)]
    [InlineData(Scopes.Read | Scopes.Ingest | Scopes.Operate | Scopes.Plan, Scopes.Admin, false)]
    public void Admin_includes_the_others_and_no_other_does(Scopes granted, Scopes needed, bool allows) => Assert.Equal(allows, ScopeRules.Allows(granted, needed));
}
