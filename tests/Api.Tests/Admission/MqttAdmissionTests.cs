using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using MQTTnet;
using MQTTnet.Formatter;
using Twin.Api.Mqtt;

namespace Twin.Api.Tests.Admission;

public sealed class MqttAdmissionTests
{
    private static async Task<(IMqttClient Client, MqttClientConnectResultCode Code)> Connect(SharedServer server, string key)
    {
        var client = new MqttClientFactory().CreateMqttClient();
        var result = await client.ConnectAsync(new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithProtocolVersion(MqttProtocolVersion.V500)
            .WithCredentials(key, key).WithTimeout(TimeSpan.FromSeconds(30)).Build());
        return (client, result.ResultCode);
    }

    [Fact]
    public async Task Connections_of_one_key_are_bounded_and_come_free_again()
    {
        await using var server = await SharedServer.Start(("Mqtt:ConnectionsPerKeyMax", "2"));
        var (first, _) = await Connect(server, "a");
        var (second, code) = await Connect(server, "a");
        Assert.Equal(MqttClientConnectResultCode.Success, code);
        Assert.Equal(MqttClientConnectResultCode.QuotaExceeded, (await Connect(server, "a")).Code);
        Assert.Equal(MqttClientConnectResultCode.Success, (await Connect(server, "b")).Code);
        first.Dispose();
        while ((await Connect(server, "a")).Code != MqttClientConnectResultCode.Success)
        {
        }
        Assert.True(second.IsConnected);
    }

    [Fact]
    public async Task A_client_that_takes_its_own_name_over_again_and_again_holds_one_place()
    {
        await using var server = await SharedServer.Start(("Mqtt:ConnectionsPerKeyMax", "3"));
        var shares = server.Services.GetRequiredService<MqttShares>();
        for (var i = 0; i < 10; i++)
        {
            var client = new MqttClientFactory().CreateMqttClient();
            var options = new MqttClientOptionsBuilder().WithTcpServer("127.0.0.1", server.MqttPort).WithCredentials("a", "a").WithClientId("same").WithTimeout(TimeSpan.FromSeconds(30)).Build();
            await client.ConnectAsync(options);
            while (shares.Connections.Total > 1) await Task.Yield();
        }
        Assert.Equal(1, shares.Connections.Total);
    }

    [Fact]
    public async Task Topics_of_one_client_are_bounded()
    {
        await using var server = await SharedServer.Start(("Mqtt:SubscriptionsPerClientMax", "2"));
        var (client, _) = await Connect(server, "a");
        async Task<MqttClientSubscribeResultCode> Subscribe(string topic) => (await client.SubscribeAsync(topic)).Items.Single().ResultCode;
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe("twin/1/#"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe("twin/2/#"));
        Assert.Equal(MqttClientSubscribeResultCode.QuotaExceeded, await Subscribe("twin/3/#"));
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe("twin/1/#"));
        await client.UnsubscribeAsync("twin/2/#");
        Assert.Equal(MqttClientSubscribeResultCode.GrantedQoS0, await Subscribe("twin/3/#"));
        Assert.Equal(MqttClientSubscribeResultCode.QuotaExceeded, await Subscribe("twin/" + new string('x', 300)));
    }

    [Fact]
    public async Task Whoever_has_not_said_who_they_are_cannot_have_much_set_aside()
    {
        await using var server = await SharedServer.Start();
        var shares = server.Services.GetRequiredService<MqttShares>();
        // A first packet that announces 64 KiB, and one that announces more.
        using var within = new TcpClient();
        await within.ConnectAsync("127.0.0.1", server.MqttPort);
        await within.GetStream().WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0x03, 0x00 });
        while (shares.PacketBytes.Total == 0) await Task.Yield();
        Assert.Equal(65_535, shares.PacketBytes.Total);
        using var beyond = new TcpClient();
        await beyond.ConnectAsync("127.0.0.1", server.MqttPort);
        await beyond.GetStream().WriteAsync(new byte[] { 0x10, 0xFF, 0xFF, 0x04, 0x00 });
        Assert.Equal(0, await End(beyond));
        within.Close();
        while (shares.PacketBytes.Total > 0) await Task.Yield();
    }

    /// <summary>What can still be read: nothing, when the connection was ended.</summary>
    private static async Task<int> End(TcpClient client)
    {
        try
        {
            return await client.GetStream().ReadAsync(new byte[1]);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
