using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Twin.Notifications.Tests;

public sealed class NotificationOptionsTests
{
    [Fact]
    public async Task Settings_are_read_from_their_section()
    {
        await using var house = new House(
            ("RetryFor", "00:10:00"), ("TimeoutPerTry", "00:00:03"), ("BacklogMax", "7"), ("Smtp:Host", "mail"), ("Smtp:Port", "465"),
            ("Smtp:From", "twin@example.org"), ("Smtp:Security", "ssl"), ("Smtp:UserName", "u"), ("Smtp:Password", "p"));
        var options = house.Services.GetRequiredService<IOptions<NotificationOptions>>().Value;
        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(3), 7), (options.RetryFor, options.TimeoutPerTry, options.BacklogMax));
        Assert.Equal(("mail", 465, SmtpSecurity.Ssl), (options.Smtp.Host, options.Smtp.Port, options.Smtp.Security));
    }

    [Theory]
    [InlineData("BacklogMax", "0")]
    [InlineData("ConcurrencyPerReceiver", "0")]
    [InlineData("TimeoutPerTry", "00:00:00")]
    [InlineData("RetryFor", "-00:00:01")]
    [InlineData("Smtp:Port", "70000")]
    [InlineData("Smtp:Host", "mail-without-a-sender")]
    [InlineData("Smtp:UserName", "without-a-password")]
    [InlineData("Smtp:Security", "99")]
    public void A_setting_that_makes_no_sense_is_said_at_the_start(string key, string value) =>
        Assert.Throws<OptionsValidationException>(() => new House((key, value)));
}
