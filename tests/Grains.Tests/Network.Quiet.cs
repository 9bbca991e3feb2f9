using System.Diagnostics;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Grains.Tests;

/// <summary>Time that passes moment by moment: each is over, for every grain, before the next begins.</summary>
public sealed partial class Network
{
    private static readonly TimeSpan QuietMax = TimeSpan.FromSeconds(60);

    private long _heard;

    /// <summary>Moves the clock and lets everything that falls due happen; then what is shared is taken over, and what follows from that happens too.</summary>
    public async Task PassMoment(TimeSpan time)
    {
        Time.Advance(time);
        await Quiet();
        await Share();
    }

    public async Task Add(OutletProfile outlet)
    {
        lock (_districts) _districts.Add(outlet.District);
        await Grains.Outlet(outlet.Code).Put(outlet, WriteCondition.None);
    }

    /// <summary>Every silo takes over mutes, assignments and verdict. Where nobody has said anything there is nothing new.</summary>
    public async Task Share()
    {
        if (Life.Made == _heard) return;
        await Facts.Refresh();
        await Quiet();
        _heard = Life.Made;
    }

    /// <summary>Returns when nothing is on its way: no call, no timer's turn that has begun, no message.</summary>
    public async Task Quiet()
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            while (Life.Pending > 0 || Courier.Held.Keys > 0)
            {
                await Task.Yield();
                Assert.True(Stopwatch.GetElapsedTime(began) < QuietMax, $"Still under way: {string.Join(' ', Life.Unended.Take(10))}");
            }
            var made = Life.Made;
            // A call to a grain comes after the turn of its timer that fired before.
            foreach (var district in _districts) await Grains.District(district).Outlets();
            if (Life.Made == made && Life.Pending == 0 && Courier.Held.Keys == 0) return;
        }
    }
}
