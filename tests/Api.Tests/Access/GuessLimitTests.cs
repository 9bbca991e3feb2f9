using System.Net;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Twin.Api.Access;

namespace Twin.Api.Tests.Access;

public sealed class GuessLimitTests
{
    private readonly FakeTimeProvider _time = new();

    private GuessLimit Limit(int max = 3, int perMinute = 6, int guessers = 100) =>
        new(Options.Create(new AccessOptions { GuessesMax = max, GuessesPerMinute = perMinute, GuessersMax = guessers }), _time);

    [Fact]
    public void After_so_many_wrong_keys_the_next_must_wait_until_a_guess_is_left_again()
    {
        var limit = Limit();
        for (var i = 0; i < 3; i++) Assert.Null(limit.Failed("a", $"wrong {i}"));
        Assert.True(limit.IsUsedUp("a"));
        Assert.Equal(10, limit.Failed("a", "wrong 3")!.Value.TotalSeconds, 3);
        Assert.False(limit.IsUsedUp("b"));
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(4, limit.Failed("a", "wrong 3")!.Value.TotalSeconds, 3);
        _time.Advance(TimeSpan.FromSeconds(4.1));
        Assert.Null(limit.Failed("a", "wrong 3"));
        Assert.NotNull(limit.Failed("a", "wrong 4"));
    }

    [Fact]
    public void The_same_wrong_key_again_is_hardly_a_guess()
    {
        var limit = Limit();
        for (var i = 0; i < 8; i++) Assert.Null(limit.Failed("a", "an old key"));
        Assert.Null(limit.Failed("a", "a guess"));
        Assert.NotNull(limit.Failed("a", "another guess"));
    }

    [Fact]
    public void Guessers_without_number_are_not_kept_without_number()
    {
        var limit = Limit(guessers: 100);
        for (var i = 0; i < 4; i++) limit.Failed("stays", $"wrong {i}");
        for (var i = 0; i < 5_000; i++)
        {
            limit.Failed($"10.0.{i / 256}.{i % 256}", "wrong");
            if (i % 50 == 0) limit.Failed("stays", "wrong again");
        }
        Assert.Equal(100, limit.Count);
        Assert.True(limit.IsUsedUp("stays"));
    }

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3")]
    [InlineData("::ffff:10.1.2.3", "10.1.2.3")]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64")]
    public void Who_has_a_network_has_one_bucket(string address, string counted) => Assert.Equal(counted, GuessLimit.Of(IPAddress.Parse(address)));
}
