using System.Reflection;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Twin.Simulation.Reports;
using Twin.Simulation.Scenarios;
using Twin.Simulation.Studies;

namespace Twin.Grains.Simulations;

/// <summary>Begins runs on threads of this silo.</summary>
public sealed partial class SimulationRuns(
    IGrainFactory grains, IClusterMembershipService membership, SimulationModels models, SimulationRows rows, TimeProvider time, IOptions<SimulationOptions> options, ILogger<SimulationRuns> log)
{
    private static readonly TimeSpan TellAgain = TimeSpan.FromSeconds(1);

    private static readonly string Version = typeof(SimulationRuns).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "";

    /// <summary>Begins a run, or goes on with one from what was stored of it. It tells <see cref="ISimulationsGrain.Ended"/> when it is over, unless it was told to stop.</summary>
    /// <param name="started">When it was begun first: what it took is told from then.</param>
    internal RunningSimulation Begin(string run, DateTime started)
    {
        var simulation = new RunningSimulation(run);
        // It waits for replications most of the time; what it makes of them at the end may take a moment.
        _ = QuietThread.Start($"simulation {run}", () => Run(simulation, started));
        return simulation;
    }

    private bool Run(RunningSimulation simulation, DateTime started)
    {
        var runner = new SpreadRunner(simulation.Id, grains, membership, rows, time, log);
        using var late = new CancellationTokenSource(options.Value.TimeMax, time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(simulation.Stopped, late.Token);
        try
        {
            Insist(runner.Resume, stop.Token);
            var scenario = Scenario(simulation.Id, stop.Token);
            var study = new Study(scenario) { Runner = runner, Progress = p => simulation.Progress = new(p.Of, p.Done, p.Planned, p.Reached, p.Wanted) };
            var result = study.Run(stop.Token);
            // What was done until it was told to stop is not kept: whoever goes on with the run does all of it.
            stop.Token.ThrowIfCancellationRequested();
            var context = new ResultContext(Version, (time.GetUtcNow().UtcDateTime - started).TotalSeconds);
            var (json, report) = (Encoding.UTF8.GetBytes(ResultJson.Write(result, context)), Encoding.UTF8.GetBytes(ReportHtml.Write(result, context)));
            var replications = Encoding.UTF8.GetBytes(ReplicationCsv.Write(result));
            Insist(() => rows.WriteReport(simulation.Id, report), stop.Token);
            Insist(() => rows.WriteReplications(simulation.Id, replications), stop.Token);
            Insist(() => rows.WriteResult(simulation.Id, json), stop.Token);
            Tell(simulation, SimulationStatus.Done, null, result.Run.Fingerprint.ToString());
        }
        catch (OperationCanceledException) when (simulation.Stopped.IsCancellationRequested)
        {
            runner.StopAll().GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            runner.StopAll().GetAwaiter().GetResult();
            Tell(simulation, SimulationStatus.Failed, $"It took longer than {options.Value.TimeMax}, which is the most a run may take (Twin:Simulation:TimeMax).");
        }
        catch (SimulationFaultException fault)
        {
            Tell(simulation, SimulationStatus.Failed, fault.Message);
        }
        catch (Exception failure)
        {
            LogFailed(log, failure, simulation.Id);
            Tell(simulation, SimulationStatus.Failed, $"It broke off: {failure.Message}");
        }
        return true;
    }

    /// <summary>Until it is heard: otherwise nothing would follow.</summary>
    private void Tell(RunningSimulation simulation, SimulationStatus status, string? why, string? fingerprint = null)
    {
        try
        {
            Insist(() => grains.Simulations().Ended(simulation.Id, status, why, fingerprint).AsTask(), simulation.Stopped);
        }
        catch (OperationCanceledException)
        {
            // Heard, or whoever goes on with the run will tell.
        }
    }

    private Scenario Scenario(string run, CancellationToken stop)
    {
        Scenario? scenario = null;
        Insist(async () => scenario = await models.Scenario(run), stop);
        return scenario!;
    }

    /// <summary>The store, or the grain's silo, may be away for a moment; hours of work are not given up for that.</summary>
    private void Insist(Func<Task> what, CancellationToken stop)
    {
        while (true)
        {
            stop.ThrowIfCancellationRequested();
            try
            {
                what().GetAwaiter().GetResult();
                return;
            }
            catch (Exception failure) when (failure is not (SimulationFaultException or OperationCanceledException))
            {
                LogTriedAgain(log, failure);
                stop.WaitHandle.WaitOne(TellAgain);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Simulation {Id} broke off")]
    private static partial void LogFailed(ILogger log, Exception failure, string id);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A simulation could not store or tell something; it is tried again")]
    private static partial void LogTriedAgain(ILogger log, Exception failure);
}

/// <summary>A run under way on this silo.</summary>
internal sealed class RunningSimulation(string id) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public string Id => id;
    public CancellationToken Stopped => _stop.Token;
    public SimulationProgress? Progress { get; set; }

    public void Stop() => _stop.Cancel();

    public void Dispose() => _stop.Dispose();
}
