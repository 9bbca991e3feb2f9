using Twin.Domain.Incidents;
using Twin.Domain.Muting;

namespace Twin.Grains.Tests.Differential;

/// <summary>Plays a log to one network. What is given by chance or by the first network, ids of mutes and which incident a command is for, is the same for one that it is played to again.</summary>
public sealed class LogPlayer
{
    private readonly LogPlayer? _first;
    private readonly List<(string Id, MuteKind Kind)> _mutes = [];
    private readonly Dictionary<int, string?> _picked = [];
    private int _next;
    private int _second;

    public LogPlayer(EventLog log) => Log = log;

    private LogPlayer(LogPlayer first)
    {
        (Log, PlaysReopen, _first, _next, _second) = (first.Log, first.PlaysReopen, first, first._next, first._second);
        _mutes.AddRange(first._mutes);
    }

    public EventLog Log { get; }

    /// <summary>Whether people reopen incidents that have long been over.</summary>
    public bool PlaysReopen { get; init; } = true;

    /// <summary>From where this one is now. It may be played as far as this one has been by then.</summary>
    public LogPlayer Again() => new(this);

    /// <param name="twin">The network.</param>
    /// <param name="end">Second of the log, excluded.</param>
    public async Task To(ITwinUnderTest twin, int end)
    {
        for (; _second < end; _second++)
        {
            for (; _next < Log.Events.Count && Log.Events[_next].Second <= _second; _next++) await Play(Log.Events[_next], twin, Network.Start.UtcDateTime.AddSeconds(_second));
            await twin.Pass();
        }
    }

    private async Task Play(LoggedEvent it, ITwinUnderTest twin, DateTime now)
    {
        switch (it)
        {
            case LoggedEvent.Put put:
                await twin.Put(put.Outlet);
                break;
            case LoggedEvent.Delete delete:
                await twin.Delete(delete.Outlet);
                break;
            case LoggedEvent.Say say:
                await twin.Apply(say.Device, say.Kind, new() { At = now.AddSeconds(say.At), Seq = say.Seq, Values = say.Values });
                break;
            case LoggedEvent.Command { Verb: IncidentVerb.Reopen } when !PlaysReopen:
                break;
            case LoggedEvent.Command command:
                if (Picked(command, twin) is { } incident) await twin.Do(incident, new(command.Verb, command.Leg, command.By, command.To, "as said", command.Key));
                break;
            case LoggedEvent.Mute mute:
                var from = now.AddSeconds(mute.From);
                _mutes.Add((await twin.Add(new() { Id = _first?._mutes[_mutes.Count].Id ?? "", Kind = mute.Kind, Match = mute.Match, From = from, Until = from.AddMinutes(mute.Minutes), By = "test", Reason = "works" }), mute.Kind));
                break;
            case LoggedEvent.EndMute end:
                await twin.End(_mutes[end.Number].Id, _mutes[end.Number].Kind);
                break;
            case LoggedEvent.Document document:
                await twin.Document(document.Name, document.Yaml);
                break;
        }
    }

    /// <summary>One of the incidents there are; null: there is none, or, where it is played again, no longer.</summary>
    private string? Picked(LoggedEvent.Command command, ITwinUnderTest twin)
    {
        var incidents = twin.IncidentIds;
        if (_first is not null) return _first._picked[_next] is { } picked && incidents.Contains(picked) ? picked : null;
        return _picked[_next] = incidents.Count > 0 ? incidents[(int)(incidents.Count * command.Pick)] : null;
    }
}
