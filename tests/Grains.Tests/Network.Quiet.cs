using System.Diagnostics;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>Time that passes moment by moment: each is over, for every grain, before the next begins.</summary>
public sealed partial class Network
{
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(60);

    /// <summary>Mutes, roster, network: what <see cref="Hosting.SharedFacts"/> asks.</summary>
    private const int AskedWhenShared = 3;

    private long _own;
    private long _saidBeforeMoment;
    private long _shared;

    /// <summary>Grains as their own silo calls them.</summary>
    public IGrainFactory Near => Service<IGrainFactory>();

    /// <summary>Calls between grains, without the test's own.</summary>
    private long Said => Life.Made - _own;

    /// <summary>
    /// In what order the twins of each kind look again where several have cause to at once: those that tell before those that are told. Live nothing decides that, they run side by side: this is one of the orders that can be, and
    /// the simulator's.
    /// </summary>
    private static readonly string[][] Turns = [["terminal", "camera", "line"], ["outlet"], ["accessnode", "network"], ["incident"], ["roster"]];

    /// <summary>Moves the clock and lets everything that falls due happen, the districts' counts first; then what is shared is taken over, and what follows from that happens too.</summary>
    public async Task PassMoment(TimeSpan time)
    {
        // Districts set timers for a tenth of a second when they are told something: where nobody was told anything in the moment before, none fires.
        var counts = Said != _saidBeforeMoment;
        _saidBeforeMoment = Said;
        await InTurn(async () =>
        {
            await Time.Pass(time);
            if (counts) await Ticked();
        });
        await Share();
    }

    /// <summary>Returns when the districts' timers that have fired have done what they do.</summary>
    public async Task Ticked()
    {
        foreach (var district in _districts)
        {
            _own++;
            // A call to a grain comes after the turn of its timer that fired before.
            await Near.District(district).Outlets();
        }
    }

    /// <summary>Does something for which many twins look again, and lets them do so kind by kind.</summary>
    public async Task InTurn(Func<Task> act)
    {
        Life.HoldBack(Turns.SelectMany(kinds => kinds));
        await act();
        await Quiet();
        foreach (var kinds in Turns)
            if (Life.LetGo(kinds)) await Quiet();
    }

    public async Task Add(OutletProfile outlet)
    {
        lock (_districts) _districts.Add(outlet.District);
        await Near.Outlet(outlet.Code).Put(outlet, WriteCondition.None);
    }

    /// <summary>The silo takes over mutes, assignments and verdict, and once more what came of that, until nobody has said anything since.</summary>
    public async Task Share()
    {
        while (Said != _shared)
        {
            _shared = Said;
            _own += AskedWhenShared;
            await InTurn(Facts.Refresh);
        }
    }

    /// <summary>Returns when nothing is on its way: no call, no message. What timers do that have just fired is not known by that.</summary>
    public async Task Quiet()
    {
        var began = Stopwatch.GetTimestamp();
        long said;
        do
        {
            said = Said;
            while (Life.Pending > 0 || Courier.Held.Keys > 0)
            {
                await Task.Yield();
                Assert.True(Stopwatch.GetElapsedTime(began) < QuietMax, $"Still under way: {string.Join(' ', Life.Unended.Take(10))}");
            }
        }
        while (Said != said);
    }
}
