using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Storage;
using Orleans.TestingHost;
using Twin.Grains.Hosting;
using Twin.Grains.Simulations;

namespace Twin.Grains.Tests.Simulations;

/// <summary>Silos in this process that simulate, over a storage that outlives them. Time is real: a simulation takes none of it for granted.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Steps _steps = new();
    private InProcessTestCluster _cluster = null!;

    public TestStorage Storage { get; private init; } = new();

    /// <summary>Asked through a silo that is alive: a client may have lost the one it spoke to.</summary>
    public ISimulationsGrain Simulations => Alive[^1].ServiceProvider.GetRequiredService<IGrainFactory>().Simulations();

    private InProcessSiloHandle[] Alive => [.. _cluster.Silos.OfType<InProcessSiloHandle>().Where(s => s.IsActive)];

    public static async Task<Silos> Start(short count, Action<SimulationOptions>? options = null, TestStorage? storage = null)
    {
        var silos = new Silos { Storage = storage ?? new() };
        var builder = new InProcessTestClusterBuilder(count);
        builder.ConfigureSilo((_, silo) =>
        {
            silo.Services.AddTwinGrains();
            silo.Services.AddTwinSimulations();
            silo.Services.AddSingleton<IGrainStorage>(silos.Storage);
            silo.Services.AddSingleton<IIncomingGrainCallFilter>(silos._steps);
            silo.Services.Configure<SimulationOptions>(o =>
            {
                o.Threads = 1;
                options?.Invoke(o);
            });
            // A silo that is killed is missed within seconds, not within half a minute.
            silo.Services.Configure<ClusterMembershipOptions>(m =>
            {
                m.ProbeTimeout = TimeSpan.FromSeconds(1);
                m.NumMissedProbesLimit = 2;
                m.TableRefreshTimeout = TimeSpan.FromSeconds(2);
                m.DefunctSiloCleanupPeriod = null;
            });
        });
        silos._cluster = builder.Build();
        await silos._cluster.DeployAsync();
        return silos;
    }

    /// <summary>Kills the silo that keeps the list and leads the run.</summary>
    public async Task KillLeader()
    {
        var leading = await Leader();
        await _cluster.KillSiloAsync(Alive.First(s => s.SiloAddress.Equals(leading)));
    }

    /// <summary>Looks at once, and again after every step: silos see every few seconds that the list is awake, so one comes even if a silo is lost.</summary>
    public async Task<SimulationReading> Until(string id, Func<SimulationRow, bool> wanted)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            var step = _steps.Next;
            try
            {
                if (await Simulations.Read(id) is { } reading && wanted(reading.Row)) return reading;
            }
            catch (Exception lost) when (lost is OrleansException or TimeoutException)
            {
                // Its silo has just been killed.
            }
            await step.WaitAsync(patience.Token);
        }
    }

    public Task<SimulationReading> Ended(string id) => Until(id, row => row.EndedAt is not null);

    /// <summary>What came of a run but for what it cost in time.</summary>
    public static string Outcome(byte[] result)
    {
        var json = JsonNode.Parse(result)!.AsObject();
        json.Remove("timing");
        return json.ToJsonString();
    }

    public async ValueTask DisposeAsync() => await _cluster.DisposeAsync();

    private async Task<SiloAddress> Leader()
    {
        var grains = Alive[0].ServiceProvider.GetRequiredService<IGrainFactory>();
        return await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grains.Simulations()) ?? throw new InvalidOperationException("nobody keeps the list");
    }

    /// <summary>Calls that may have moved a run on: all but the looks at it.</summary>
    private sealed class Steps : IIncomingGrainCallFilter
    {
        private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when one ends that had not ended before.</summary>
        public Task Next => Volatile.Read(ref _next).Task;

        public async Task Invoke(IIncomingGrainCallContext context)
        {
            try
            {
                await context.Invoke();
            }
            finally
            {
                var method = context.InterfaceMethod;
                if (method.DeclaringType?.Namespace == typeof(ISimulationsGrain).Namespace && method.Name != nameof(ISimulationsGrain.Read))
                    Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
            }
        }
    }
}
