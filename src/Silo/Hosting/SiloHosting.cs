using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Orleans.Configuration;
using Orleans.Dashboard;
using Twin.Silo.Storage;

namespace Twin.Silo.Hosting;

/// <summary>The Orleans side of a process: a silo that stands alone, a silo of a cluster, or a client of one.</summary>
internal static class SiloHosting
{
    /// <summary>The same in every process of an installation: rows and members carry it.</summary>
    private const string Id = "twin";

    public static void AddSilo(WebApplicationBuilder builder, ServeOptions options, IStorageProfile storage) => builder.UseOrleans(silo =>
    {
        if (storage.Clusters) Join(silo, options);
        else StandAlone(silo);
        if (options.Dashboard) silo.AddDashboard();
        silo.Configure<SiloMessagingOptions>(m => m.ResponseTimeout = TimeSpan.FromSeconds(30));
        storage.Configure(silo);
    });

    public static void AddClient(WebApplicationBuilder builder, ServeOptions options, IStorageProfile storage) => builder.UseOrleansClient(client =>
    {
        client.Configure<ClusterOptions>(c => (c.ClusterId, c.ServiceId) = (Id, Id));
        client.Configure<GatewayOptions>(g => g.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        // The silos may be started after it, and may all be gone for a while.
        client.UseConnectionRetryFilter(async (_, cancellation) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(1), cancellation);
            return true;
        });
        if (options.Dashboard) client.AddDashboard();
        storage.Configure(client);
    });

    private static void StandAlone(ISiloBuilder silo)
    {
        // No other ever joins, and it listens on a free loopback port only because a silo must listen.
        silo.UseLocalhostClustering(siloPort: FreePort(IPAddress.Loopback), gatewayPort: 0, serviceId: Id, clusterId: Id);
        // The directory of all grains is in this process: a cache of it tells nothing new, and takes 240 bytes for each of a million devices.
        silo.Configure<GrainDirectoryOptions>(d => d.CachingStrategy = GrainDirectoryOptions.CachingStrategyType.None);
    }

    private static void Join(ISiloBuilder silo, ServeOptions options)
    {
        var endpoint = options.SiloEndpoint;
        silo.Configure<ClusterOptions>(c => (c.ClusterId, c.ServiceId) = (Id, Id));
        silo.Configure<EndpointOptions>(e =>
        {
            e.AdvertisedIPAddress = endpoint.Address;
            e.SiloPort = endpoint.Port == 0 ? PortOfLastTime(endpoint.Address, Path.Combine(options.Data, "silo.port")) : endpoint.Port;
            e.GatewayPort = options.Gateway == 0 ? FreePort(endpoint.Address) : options.Gateway;
        });
        // A lost silo is given up within some ten seconds, and its place in the table is not waited for by those who start after it.
        silo.Configure<ClusterMembershipOptions>(m =>
        {
            m.ProbeTimeout = TimeSpan.FromSeconds(2);
            m.NumMissedProbesLimit = 3;
            m.TableRefreshTimeout = TimeSpan.FromSeconds(10);
            m.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(5);
            m.NumMissedTableIAmAliveLimit = 3;
            m.DefunctSiloExpiration = TimeSpan.FromDays(1);
            m.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
        });
#pragma warning disable ORLEANSEXP003 // Experimental, and what a cluster needs all the same: the older directory loses twins that live on other silos when a silo dies, and allows two of one.
        silo.AddDistributedGrainDirectory();
#pragma warning restore ORLEANSEXP003
    }

    /// <summary>The port this data folder's silo had last time, if it is free; else another. At its old address a silo that was killed takes its own place at once and is not waited for.</summary>
    private static int PortOfLastTime(IPAddress address, string file)
    {
        if (File.Exists(file) && int.TryParse(File.ReadAllText(file), NumberStyles.None, CultureInfo.InvariantCulture, out var last) && last is > 0 and <= IPEndPoint.MaxPort && TakePort(address, last) is { } same)
            return same;
        var port = FreePort(address);
        File.WriteAllText(file, port.ToString(CultureInfo.InvariantCulture));
        return port;
    }

    private static int FreePort(IPAddress address) => TakePort(address, 0)!.Value;

    /// <summary>The port, if nobody listens on it; 0 finds one.</summary>
    private static int? TakePort(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return ((IPEndPoint)listener.LocalEndpoint).Port;
        }
        catch (SocketException)
        {
            return null;
        }
    }
}
