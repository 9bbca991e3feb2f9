using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Twin.Api.Errors;
using Twin.Api.Requests;

namespace Twin.Api.Health;

/// <summary>Whether this node should be sent traffic: its view of the network is whole and the network is watched.</summary>
public interface IReadiness
{
    bool Ready { get; }

    /// <summary>What is still missing, in words; said only while not ready.</summary>
    string Why { get; }
}

/// <summary>For orchestrators and load balancers; open to all. Live: the process answers. Ready: it answers truthfully.</summary>
public static class HealthEndpoints
{
    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.TryAddSingleton<IReadiness, ViewReadiness>();
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/healthz").AllowAnonymous().WithTags("Health");
        health.MapRead("/live", () => Results.Text("live")).WithName("getLiveness")
            .WithSummary("The process answers").Produces<string>(200, "text/plain");
        health.MapRead("/ready", ([FromServices] IReadiness readiness) => readiness.Ready ? Results.Text("ready") : Problem.Busy(readiness.Why))
            .WithName("getReadiness").WithSummary("The node knows the whole network and can be sent traffic")
            .Produces<string>(200, "text/plain").Produces<Problem>(503, MediaTypes.Problem);
    }
}
