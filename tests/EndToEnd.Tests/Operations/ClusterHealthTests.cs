using System.Net;
using Twin.EndToEnd.Tests.Clusters;
using Twin.EndToEnd.Tests.Running;

namespace Twin.EndToEnd.Tests.Operations;

public sealed class ClusterHealthTests
{
    [Fact]
    public async Task An_API_node_is_ready_only_while_a_silo_answers_that_can_store()
    {
        await using var cluster = await TwinCluster.Start(1);
        async Task<HttpStatusCode> Asked(TwinApi api)
        {
            using var answer = await api.Client.GetAsync(new Uri("/healthz/ready", UriKind.Relative));
            return answer.StatusCode;
        }
        Task Until(TwinApi api, HttpStatusCode status, string what) => TwinApi.Until(async () => await Asked(api) == status, what);
        Assert.Equal(HttpStatusCode.OK, await Asked(cluster.Api));
        Assert.Contains("twin_devices_transitions_total", await cluster.Silos[0].Api.Text("/metrics"), StringComparison.Ordinal);
        Assert.Contains("twin_node_info{role=\"api\"", await cluster.Api.Text("/metrics"), StringComparison.Ordinal);

        await cluster.Database.Stop();
        await Until(cluster.Silos[0].Api, HttpStatusCode.ServiceUnavailable, "the silo is not ready without its database");
        await Until(cluster.Api, HttpStatusCode.ServiceUnavailable, "nor is the API node");
        await cluster.Database.Start();
        await Until(cluster.Silos[0].Api, HttpStatusCode.OK, "the silo is ready again");
        await Until(cluster.Api, HttpStatusCode.OK, "and the API node");

        await cluster.KillSilo(0);
        await Until(cluster.Api, HttpStatusCode.ServiceUnavailable, "the API node is not ready without a silo");
        await cluster.StartSilo(0);
        await Until(cluster.Api, HttpStatusCode.OK, "it is ready again");
    }
}
