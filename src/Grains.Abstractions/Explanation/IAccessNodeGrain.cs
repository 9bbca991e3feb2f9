using Twin.Domain.Explanation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Snapshots;
using Twin.Grains.Incidents;

namespace Twin.Grains.Explanation;

/// <summary>The lines behind one access node: judges whether those that are down are one outage. Key <c>n-HA-QJP-OLT-03</c>.</summary>
[Alias("twin.IAccessNodeGrain")]
public interface IAccessNodeGrain : IIncidentOwner
{
    /// <summary>An outlet's lines as they are now. Without lines it is no longer here.</summary>
    [Alias("Report"), OneWay] Task Report(OutletLines lines);

    /// <summary>The node with its incident, to be gone on with elsewhere; null when it has been well. Changes nothing.</summary>
    [Alias("Fork")] ValueTask<NodeSnapshot?> Fork();

    /// <summary>A deadline has come, or the policy changed: look again.</summary>
    [Alias("Reconsider"), OneWay] Task Reconsider();
}

/// <summary>Everything we should be hearing: judges whether we have gone deaf ourselves. Key <c>network</c>.</summary>
[Alias("twin.INetworkGrain")]
public interface INetworkGrain : IIncidentOwner
{
    /// <summary>How a district's devices talk now.</summary>
    [Alias("Report"), OneWay] Task Report(DivisionCode district, SilenceCensus census);

    /// <summary>What is thought of our ingest; asked several times a second by every silo.</summary>
    [Alias("Verdict"), AlwaysInterleave] ValueTask<NetworkVerdict> Verdict();

    /// <summary>What is thought of our ingest in full and its incident, to be gone on with elsewhere. Changes nothing.</summary>
    [Alias("Fork")] ValueTask<NetworkFork> Fork();

    [Alias("Reconsider"), OneWay] Task Reconsider();
}

[GenerateSerializer, Immutable, Alias("twin.NetworkFork")]
public sealed record NetworkFork([property: Id(0)] NetworkSilence Silence, [property: Id(1)] Incident? Incident);

public static class ExplanationKeys
{
    public static IAccessNodeGrain AccessNode(this IGrainFactory grains, string name) => grains.GetGrain<IAccessNodeGrain>($"n-{name}");
    public static INetworkGrain Network(this IGrainFactory grains) => grains.GetGrain<INetworkGrain>(NetworkVerdict.Name);
    public static string NodeOf(string key) => key[2..];
}
