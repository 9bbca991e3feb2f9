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
    private bool _saidInMomentBefore;

    /// <summary>Grains as their own silo calls them.</summary>
    public IGrainFactory Near => Service<IGrainFactory>();

    /// <summary>Calls between grains, without the test's own.</summary>
    private long Said => Life.Made - _own;

    /// <summary>
    /// Moves the clock and lets everything that falls due happen, people given out last; then what is shared is taken over, and what follows from that happens too. Live, whether the roster or whoever needs nobody any
    /// more comes first in a tenth of a second is not decided by anything: this is one of the orders that can be.
    /// </summary>
    public async Task PassMoment(TimeSpan time)
    {
        _saidInMomentBefore = Said != _saidBeforeMoment;
        _saidBeforeMoment = Said;
        Life.HoldBackRoster();
        Time.Advance(time);
        await Quiet();
        if (Life.LetRosterGo()) await Quiet();
        await Share();
    }

    public async Task Add(OutletProfile outlet)
    {
        lock (_districts) _districts.Add(outlet.District);
        await Near.Outlet(outlet.Code).Put(outlet, WriteCondition.None);
    }

    /// <summary>The silo takes over mutes, assignments and verdict. Where nobody has said anything there is nothing new.</summary>
    public async Task Share()
    {
        if (Said == _shared) return;
        _own += AskedWhenShared;
        await Facts.Refresh();
        await Quiet();
        _shared = Said;
    }

    /// <summary>Returns when nothing is on its way: no call, no timer's turn that has begun, no message.</summary>
    public async Task Quiet()
    {
        var began = Stopwatch.GetTimestamp();
        var said = _saidInMomentBefore ? -1 : _saidBeforeMoment;
        while (true)
        {
            while (Life.Pending > 0 || Courier.Held.Keys > 0)
            {
                await Task.Yield();
                Assert.True(Stopwatch.GetElapsedTime(began) < QuietMax, $"Still under way: {string.Join(' ', Life.Unended.Take(10))}");
            }
            // Districts set timers for a tenth of a second when they are told something: where nobody was told anything, in this moment or the one before, none has fired.
            if (Said == said) return;
            said = Said;
            foreach (var district in _districts)
            {
                _own++;
                // A call to a grain comes after the turn of its timer that fired before.
                await Near.District(district).Outlets();
            }
        }
    }
}
