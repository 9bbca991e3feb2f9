using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Twin.Grains.Simulations;

public sealed class SimulationsState
{
    /// <summary>The number of the last run that was begun.</summary>
    public long Last { get; set; }

    /// <summary>The oldest first.</summary>
    public List<StoredRun> Runs { get; set; } = [];
}

public sealed record StoredRun(string Id, string Name, string By, DateTime CreatedAt)
{
    public SimulationStatus Status { get; set; }
    public DateTime? StartedAt { get; set; }
    public DateTime? EndedAt { get; set; }
    public string? Why { get; set; }
    public long? Seed { get; init; }
    public string? Fingerprint { get; set; }
}

/// <summary>
/// Keeps the list and runs one after the other, on a thread of its silo that has the replications done by all silos. The thread ends with the activation; the next one, on whatever silo,
/// goes on from what was stored.
/// </summary>
[GrainType("simulations"), KeepAlive]
public sealed partial class SimulationsGrain(
    [PersistentState("simulations")] IPersistentState<SimulationsState> storage, SimulationRows rows, SimulationRuns runs, TimeProvider time, IOptions<SimulationOptions> options, ILogger<SimulationsGrain> log)
    : Grain, ISimulationsGrain
{
    private RunningSimulation? _running;

    private List<StoredRun> Runs => storage.State.Runs;
    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (Runs.Find(r => r.Status == SimulationStatus.Running) is { } interrupted) Begin(interrupted);
        else await Next();
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _running?.Stop();
        return Task.CompletedTask;
    }

    public async ValueTask<SimulationRow?> Start(SimulationOrder order)
    {
        if (Runs.Count(r => r.Status == SimulationStatus.Queued) >= options.Value.QueuedMax) return null;
        var run = new StoredRun(string.Create(CultureInfo.InvariantCulture, $"sim-{storage.State.Last + 1}"), order.Name, order.By, Now) { Seed = order.Seed };
        await rows.WriteScenario(run.Id, order.Text, order.Json);
        if (order.Setting is not null) await rows.WriteSetting(run.Id, order.Setting);
        storage.State.Last++;
        Runs.Add(run);
        await Store();
        await Next();
        return Row(run);
    }

    public ValueTask<SimulationRow[]> List() => new([.. Enumerable.Reverse(Runs).Select(Row)]);

    public async ValueTask<SimulationReading?> Read(string id) =>
        Find(id) is { } run ? new(Row(run), run.Status == SimulationStatus.Done ? await rows.Result(id) : null) : null;

    public async ValueTask<SimulationReading?> Report(string id) =>
        Find(id) is { } run ? new(Row(run), run.Status == SimulationStatus.Done ? await rows.Report(id) : null) : null;

    public async ValueTask<SimulationReading?> Replications(string id) =>
        Find(id) is { } run ? new(Row(run), run.Status == SimulationStatus.Done ? await rows.Replications(id) : null) : null;

    public async ValueTask<SimulationText?> Scenario(string id) => Find(id) is not null && await rows.Scenario(id) is { } scenario ? new(scenario.Text, scenario.Json) : null;

    public async ValueTask<SimulationRow?> End(string id)
    {
        if (Find(id) is not { } run) return null;
        if (run.Status is SimulationStatus.Queued or SimulationStatus.Running)
        {
            await Ended(id, SimulationStatus.Cancelled, null, null);
            return Row(run);
        }
        Runs.Remove(run);
        await Store();
        await DeleteRows([run]);
        return Row(run);
    }

    public async ValueTask Watch()
    {
        if (_running is null) await Next();
    }

    public async ValueTask Ended(string id, SimulationStatus status, string? why, string? fingerprint)
    {
        // A run that was cancelled, or that another activation has ended, may tell so late.
        if (Find(id) is not { Status: SimulationStatus.Queued or SimulationStatus.Running } run) return;
        if (_running?.Id == id)
        {
            _running.Stop();
            _running = null;
        }
        (run.Status, run.EndedAt, run.Why, run.Fingerprint) = (status, Now, why, fingerprint);
        var old = Runs.Where(r => r.EndedAt is not null).OrderByDescending(r => r.EndedAt).Skip(options.Value.Kept).ToArray();
        Runs.RemoveAll(old.Contains);
        await Store();
        LogEnded(log, id, run.Name, status);
        await DeleteRows(old);
        await Trying(id, rows.DeleteParts);
        await Next();
    }

    private StoredRun? Find(string id) => Runs.Find(r => r.Id == id);

    private async Task Next()
    {
        if (_running is not null || Runs.Find(r => r.Status == SimulationStatus.Queued) is not { } next) return;
        (next.Status, next.StartedAt) = (SimulationStatus.Running, Now);
        await Store();
        Begin(next);
    }

    private void Begin(StoredRun run) => _running = runs.Begin(run.Id, run.StartedAt ?? run.CreatedAt);

    private async Task Store()
    {
        try
        {
            await storage.WriteStateAsync();
        }
        catch
        {
            // What is stored is the truth; the next activation reads it.
            DeactivateOnIdle();
            throw;
        }
    }

    /// <summary>They are in no list any more; what cannot be deleted now is only lost room.</summary>
    private async Task DeleteRows(IEnumerable<StoredRun> gone)
    {
        foreach (var run in gone) await Trying(run.Id, rows.Delete);
    }

    private async Task Trying(string run, Func<string, Task> delete)
    {
        try
        {
            await delete(run);
        }
        catch (Exception failure)
        {
            LogNotDeleted(log, failure, run);
        }
    }

    private SimulationRow Row(StoredRun run) => new()
    {
        Id = run.Id,
        Name = run.Name,
        Status = run.Status,
        By = run.By,
        CreatedAt = run.CreatedAt,
        StartedAt = run.StartedAt,
        EndedAt = run.EndedAt,
        Why = run.Why,
        Seed = run.Seed,
        Fingerprint = run.Fingerprint,
        Progress = _running?.Id == run.Id ? _running.Progress : null,
    };

    [LoggerMessage(Level = LogLevel.Information, Message = "Simulation {Id} ({Name}) has ended: {Status}")]
    private static partial void LogEnded(ILogger log, string id, string name, SimulationStatus status);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is stored of simulation {Id} could not be deleted")]
    private static partial void LogNotDeleted(ILogger log, Exception failure, string id);
}
