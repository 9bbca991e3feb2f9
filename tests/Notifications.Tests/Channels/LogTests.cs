using Twin.Domain.Notifications;
using Twin.Domain.Teams;

namespace Twin.Notifications.Tests.Channels;

public sealed class LogTests
{
    [Fact]
    public async Task The_log_gets_the_key_the_recipient_and_the_first_line()
    {
        await using var house = new House();
        var receipt = await house.Send(house.Message(), new("log", ChannelType.Log));
        Assert.Equal(NotificationOutcome.Delivered, receipt.Outcome);
        Assert.Contains("Information Notification i-1:business:0:li:webhook:0 to li: 【严重】线路中断 · 水渡口店（3208008351） ", house.Logged);
    }
}
