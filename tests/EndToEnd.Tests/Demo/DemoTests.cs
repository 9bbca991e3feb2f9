using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Demo;

public sealed class DemoTests : IDisposable
{
    private const int Outlets = 200;

    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    [Fact]
    public async Task A_demo_lives_and_a_restart_goes_on_with_it()
    {
        List<string> codes;
        await using (var first = await TwinProcess.Serve(_temp["data"], "--demo", $"{Outlets}"))
        {
            await TwinApi.Until(async () => await Total(first.Api) == Outlets, "every demo outlet is registered");
            await TwinApi.Until(async () => await Online(first.Api), "devices of half the outlets report");
            codes = await Codes(first.Api);
            Assert.Contains("3208008351", codes);
            Assert.Equal(0, await first.Terminate());
        }

        await using var again = await TwinProcess.Serve(_temp["data"], "--demo", $"{Outlets}");
        Assert.Equal(codes, await Codes(again.Api));
        // Simulated anew from the first sequence number: its readings must not be taken for repeats of the ones before.
        await TwinApi.Until(async () => (long)(await again.Api.Device("3208008351/l1"))["counts"]!["accepted"]! > 0, "a device is heard again");
    }

    private static async Task<int> Total(TwinApi api) => (int)(await api.Get("/v1/outlets?limit=1&designation=演示数据"))["total"]!;

    private static async Task<bool> Online(TwinApi api)
    {
        var items = (await api.Get($"/v1/outlets?limit={Outlets}"))["items"]!.AsArray();
        return items.Count(o => o!["devices"]!.AsArray().Any(d => (string?)d!["status"] == "online")) >= Outlets / 2;
    }

    private static async Task<List<string>> Codes(TwinApi api) =>
        [.. (await api.Get($"/v1/outlets?limit={2 * Outlets}&sort=code"))["items"]!.AsArray().Select(o => (string)o!["code"]!)];
}
