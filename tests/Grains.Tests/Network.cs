using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using Orleans.TestingHost;
using Twin.Domain.Devices;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Teams;
using Twin.Grains.Documents;
using Twin.Grains.Hosting;
using Twin.Grains.Network;
using Twin.Notifications;
using Twin.Notifications.Channels;

namespace Twin.Grains.Tests;

/// <summary>One silo with the real grains and the real courier, a clock the test moves, and storage that outlives activations and silos.</summary>
public sealed partial class Network : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 23, 2, 0, 0, TimeSpan.Zero); // a Monday, 10:00 in Shanghai

    public static readonly OutletCode Code = OutletCode.Parse("3208008351");
    public static readonly DivisionCode District = DivisionCode.Parse("320812");

    private InProcessTestCluster _cluster = null!;

    public SteppableTime Time { get; private init; } = new(Start);
    public TestStorage Storage { get; private init; } = new();
    public IGrainFactory Grains => _cluster.Client;

    public static async Task<Network> Build()
    {
        var network = new Network();
        await network.StartSilo();
        return network;
    }

    /// <summary>A second silo over the same storage and clock that knows nothing of the first, as on the far side of a cut network: whatever it wakes is awake twice.</summary>
    public async Task<Network> Twin()
    {
        var other = new Network { Time = Time, Storage = Storage };
        lock (_districts) other._districts.UnionWith(_districts);
        await other.StartSilo();
        return other;
    }

    private async Task StartSilo()
    {
        var life = Life = new();
        var builder = new InProcessTestClusterBuilder(1);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddSingleton<TimeProvider>(Time);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
            silo.Services.AddTwinGrains();
            silo.Services.AddTwinNotifications();
            // The clock stands still while a silo stops: what the courier has under way is given up at once, not when the host's patience of half a minute ends.
            silo.Services.Configure<NotificationOptions>(o => o.StopWithin = TimeSpan.Zero);
            foreach (var type in new[] { ChannelType.Log, ChannelType.Webhook }) silo.Services.AddSingleton<IChannelSender>(new PostSender(type, Post, life));
            silo.Services.AddSingleton<IGrainStorage>(Storage.Of(life));
            silo.AddOutgoingGrainCallFilter(new CallsSent(life));
            silo.AddIncomingGrainCallFilter(new CallsDone(life));
        });
        _cluster = builder.Build();
        await _cluster.DeployAsync();
        await Documents.Refresh();
        await Facts.Refresh();
    }

    public SiloAddress Silo => _cluster.Silos[0].SiloAddress;

    public ActiveDocuments Documents => Service<ActiveDocuments>();

    public SharedFacts Facts => Service<SharedFacts>();

    public Courier Courier => Service<Courier>();

    public LocalTwins Awake => Service<LocalTwins>();

    public Twin.Grains.Audit.AuditOptions Audit => Service<Microsoft.Extensions.Options.IOptions<Twin.Grains.Audit.AuditOptions>>().Value;

    private T Service<T>() where T : notnull => ((InProcessSiloHandle)_cluster.Silos[0]).ServiceProvider.GetRequiredService<T>();

    public IOutletGrain Outlet => Grains.Outlet(Code);

    public IDeviceGrain Terminal => Device("t1");

    public IDeviceGrain Device(string id, DeviceKind kind = DeviceKind.Terminal) => Grains.Device(new(Code, DeviceId.Parse(id)), kind);

    public static OutletProfile Profile(params string[] terminals) => new()
    {
        Code = Code,
        Name = "测试网点",
        District = District,
        Calendar = "always",
        Devices = [.. terminals.Select(t => new DeviceProfile(DeviceId.Parse(t), DeviceKind.Terminal))],
    };

    public async Task<OutletWrite> Register(params string[] terminals) => await Outlet.Put(Profile(terminals), WriteCondition.None);

    public Reading Reading(params (string Name, Value Value)[] values) =>
        new() { At = Time.GetUtcNow().UtcDateTime, Values = [.. values.Select(v => new NamedValue(v.Name, v.Value))] };

    /// <summary>Lets time pass, second by second, and each grain do what is due: a call to a grain comes after the timer that fired before it.</summary>
    public async Task Pass(TimeSpan time, params IDeviceGrain[] watched)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromSeconds(1))
        {
            Time.Advance(left < TimeSpan.FromSeconds(1) ? left : TimeSpan.FromSeconds(1));
            foreach (var device in watched) await device.Read();
        }
    }

    /// <summary>The row as wanted, once it has come through the feed: a district gathers changes for some milliseconds of this clock.</summary>
    public async Task<OutletRow> Row(FeedReader feed, Func<OutletRow, bool> wanted)
    {
        var found = feed.Row(wanted);
        for (var i = 0; i < 2_000 && !found.IsCompleted; i++)
        {
            Time.Advance(TimeSpan.FromMilliseconds(1));
            await Grains.District(District).Watch(devices: false, cluster: 0);
        }
        Assert.True(found.IsCompleted, "No such row came.");
        return await found;
    }

    public static async Task<FaultSummary[]> Faults(IDeviceGrain device) => [.. (await device.Read()).Faults];

    public async Task Rules(string yaml)
    {
        var write = await Grains.RuleBookDocument().Put(new(yaml, false, "test"));
        Assert.Equal(DocumentOutcome.Accepted, write.Outcome);
        await Documents.Refresh();
    }

    /// <summary>Drops every activation, as a crash does: memory is gone, storage is not.</summary>
    public async Task Crash(params IAddressable[] grains)
    {
        foreach (var grain in grains) await _cluster.DeactivateAsync(grain);
    }

    public async ValueTask DisposeAsync()
    {
        Post.Hanging.TrySetResult();
        await _cluster.DisposeAsync();
    }
}

/// <summary>Reads a district's feed and waits for what a test expects of it.</summary>
public sealed class FeedReader : INetworkFeed
{
    private readonly Lock _gate = new();
    private readonly List<(Func<OutletRow, bool> Wanted, TaskCompletionSource<OutletRow> Found)> _waiting = [];

    public List<DistrictChanges> Seen { get; } = [];
    public Dictionary<OutletCode, OutletRow> Rows { get; } = [];

    public Task Changed(DistrictChanges changes)
    {
        lock (_gate)
        {
            Seen.Add(changes);
            foreach (var row in changes.Rows)
            {
                Rows[row.Code] = row;
                foreach (var (wanted, found) in _waiting) if (wanted(row)) found.TrySetResult(row);
            }
            foreach (var code in changes.Removed) Rows.Remove(code);
        }
        return Task.CompletedTask;
    }

    /// <summary>The present row if it is as wanted, else the first that comes and is.</summary>
    public Task<OutletRow> Row(Func<OutletRow, bool> wanted)
    {
        lock (_gate)
        {
            if (Rows.Values.FirstOrDefault(wanted) is { } present) return Task.FromResult(present);
            var found = new TaskCompletionSource<OutletRow>(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Add((wanted, found));
            return found.Task;
        }
    }
}
