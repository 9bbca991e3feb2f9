using Twin.Documents;
using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Readings;
using Twin.Domain.Rules;
using Twin.Domain.Snapshots;
using Twin.Domain.Teams;
using Twin.Simulation.World;

namespace Twin.Grains.Tests.Differential;

/// <summary>The simulator's world.</summary>
public sealed class WorldTwin : ITwinUnderTest
{
    private readonly NetworkWorld _world;
    private readonly Dictionary<string, Team> _teams = new(StringComparer.Ordinal);

    /// <summary>The shipped policy is version 1.</summary>
    private int _policies = 1;

    public WorldTwin(DateTime start, IPost post)
    {
        _world = new(start, post);
        _world.Use(Read(Defaults.RuleBookYaml, RuleBook.Read));
    }

    /// <summary>The world that goes on with a snapshot.</summary>
    /// <param name="snapshot">The live network.</param>
    /// <param name="outlets">All outlets there are.</param>
    /// <param name="post">Who takes messages.</param>
    /// <param name="documents">What was put in force before, in order.</param>
    public WorldTwin(LiveSnapshot snapshot, IReadOnlyCollection<OutletProfile> outlets, IPost post, IEnumerable<LoggedEvent.Document> documents) : this(snapshot.At, post)
    {
        foreach (var document in documents) Document(document.Name, document.Yaml);
        _world.GoOn(snapshot, outlets);
    }

    public NetworkWorld World => _world;

    public Task Pass()
    {
        _world.RunTo(_world.Now.Wall.AddSeconds(1));
        return Task.CompletedTask;
    }

    public Task Put(OutletProfile outlet) => Done(() => _world.Put(outlet));

    public Task Delete(OutletCode outlet) => Done(() => _world.Delete(outlet));

    public Task Apply(DeviceRef device, DeviceKind kind, Reading reading) => Done(() => _world.Apply(device, reading));

    public Task Do(string incident, IncidentInput.Command command) => Done(() => _world.Do(incident, command));

    public Task<string> Add(Mute mute)
    {
        _world.Add(mute);
        _world.RunTo(_world.Now.Wall);
        return Task.FromResult(mute.Id);
    }

    public Task End(string mute, MuteKind kind)
    {
        _world.EndMute(mute, "test");
        _world.RunTo(_world.Now.Wall);
        return Task.CompletedTask;
    }

    public Task Document(string name, string yaml)
    {
        switch (name.Split(':'))
        {
            case ["rules"]:
                _world.Use(Read(yaml, RuleBook.Read));
                break;
            case ["policy"]:
                _world.Use(Read(yaml, (node, faults) => EscalationPolicyReader.Read("default", ++_policies, node, faults)));
                break;
            case ["calendar", var id]:
                _world.Use(Read(yaml, (node, faults) => TradingCalendar.Read(id, node, faults)));
                break;
            case ["team", var id]:
                _teams[id] = Read(yaml, (node, faults) => TeamReader.Read(id, node, faults));
                _world.Use(_teams.Values);
                break;
            default: throw new ArgumentException(name);
        }
        return Task.CompletedTask;
    }

    public IReadOnlyList<string> IncidentIds => [.. _world.Incidents.Select(i => i.Id).Order(StringComparer.Ordinal)];

    public Task<IReadOnlyList<Incident>> Incidents() => Task.FromResult<IReadOnlyList<Incident>>([.. _world.Incidents.OrderBy(i => i.Id, StringComparer.Ordinal)]);

    public Task<IReadOnlyList<string>> Outlets() =>
        Task.FromResult<IReadOnlyList<string>>([.. _world.Outlets.Select(o => $"{o.Code} {o.Status} {o.Severity} {o.Since:O} {o.Cause}")]);

    private static Task Done(Action act)
    {
        act();
        return Task.CompletedTask;
    }

    private static T Read<T>(string yaml, Func<DocNode, List<DocFault>, T?> read) where T : class
    {
        var faults = new List<DocFault>();
        var read1 = DocumentText.Parse(yaml, DocumentFormat.Yaml, faults) is { } node ? read(node, faults) : null;
        return read1 ?? throw new ArgumentException(string.Join("; ", faults.Select(f => f.Message)));
    }
}
