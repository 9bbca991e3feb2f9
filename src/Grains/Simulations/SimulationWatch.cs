using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Twin.Grains.Simulations;

/// <summary>Sees to it that the list of runs is awake somewhere: after a restart or the loss of its silo, what was running goes on without anybody asking.</summary>
internal sealed partial class SimulationWatch(IGrainFactory grains, SimulationWork work, TimeProvider time, ILogger<SimulationWatch> log) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(LookEvery, time);
        try
        {
            do
            {
                try
                {
                    await grains.Simulations().Watch();
                }
                catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
                {
                    LogNotAwake(log, failure);
                }
            }
            while (await looks.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Before the grains end.</summary>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        work.End();
        return base.StopAsync(cancellationToken);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of simulations could not be woken; it is tried again")]
    private static partial void LogNotAwake(ILogger log, Exception failure);
}
