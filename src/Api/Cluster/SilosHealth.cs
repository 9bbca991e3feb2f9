using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Grains.Cluster;

namespace Twin.Api.Cluster;

/// <summary>What an API node that is no silo knows of those it depends on: at least one must answer, and be able to store.</summary>
public sealed partial class SilosHealth(IGrainFactory grains, SiloMap silos, TimeProvider time, ILogger<SilosHealth> log) : BackgroundService, IStoreHealth
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);

    private volatile string? _fault;
    private bool _complained;

    public string? Fault => _fault;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                var fault = await Ask(stoppingToken);
                if (silos.Silos.Count > 0) Log(fault);
                _fault = fault;
                await Task.Delay(fault is null ? AskEvery : AskAgainAfter, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
        }
    }

    // At the start, before the silos are known, there is nothing to complain of yet.
    private void Log(string? fault)
    {
        if (fault is not null && !_complained) LogUnhealthy(log, fault);
        if (fault is null && _complained) LogHealthy(log);
        _complained = fault is not null;
    }

    private async Task<string?> Ask(CancellationToken stop)
    {
        var fault = "No silo answers.";
        var asked = silos.Silos.Select(s => Ask(s, stop)).ToList();
        while (asked.Count > 0)
        {
            var answered = await Task.WhenAny(asked);
            asked.Remove(answered);
            var (answers, said) = await answered;
            if (answers && said is null) return null;
            if (answers) fault = said!;
        }
        return fault;
    }

    private async Task<(bool Answers, string? Fault)> Ask(Orleans.Runtime.SiloAddress silo, CancellationToken stop)
    {
        try
        {
            return (true, await grains.Silo(silo).StoreFault().AsTask().WaitAsync(AnswerMax, time, stop));
        }
        catch (Exception) when (!stop.IsCancellationRequested)
        {
            return (false, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Fault} This node is not ready until that has changed")]
    private static partial void LogUnhealthy(ILogger log, string fault);

    [LoggerMessage(Level = LogLevel.Information, Message = "A silo answers and can store again")]
    private static partial void LogHealthy(ILogger log);
}
