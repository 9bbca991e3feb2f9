using CsCheck;
using Twin.Domain.Escalation;
using Twin.Domain.Incidents;
using Twin.Domain.Network;
using Twin.Domain.Notifications;
using Twin.Domain.Teams;
using static Twin.Domain.Tests.Incidents.World;

namespace Twin.Domain.Tests.Incidents;

/// <summary>Random histories of one incident.</summary>
public class IncidentProperties
{
    /// <summary>What happens, after a gap (tenths of a second). <paramref name="Who"/> and <paramref name="Size"/> are whatever the deed makes of them.</summary>
    private sealed record Deed(int Gap, string What, int Who, int Size);

    private static readonly string[] Deeds =
    [
        "bad", "good", "bad", "good", "flap", "calm", "worse", "better", "link", "merge", "acknowledge", "acknowledge", "assign", "auto", "arrive", "resolve", "resolveLeg", "close", "reopen", "hand",
        "handLeg", "note", "silence", "silence", "maintenance", "end", "wall", "restart", "restart", "fail", "fail", "deliver", "nothing",
    ];

    private static readonly string[] People = ["bea", "bill", "tom", "ted", "dashboard"];

    // Short times, so that a few minutes hold everything; all are multiples of a tenth of a second, as are the gaps.
    private static readonly EscalationPolicy Short = EscalationPolicy.Default with
    {
        Steps = [Step(0, "on-shift"), Step(0.25, "lead", Unless.Acknowledged), Step(0.5, "ghost"), Step(1, "duty-manager", Unless.Assigned)],
        RepeatEvery = Min(0.5),
        RepeatTimes = 2,
        ThenUnattended = [Recipients.DutyManager],
        VerifyFor = Min(0.4),
        AckTimeout = Min(0.6),
        FirstResponse = Min(0.3),
        OpeningGrace = Min(0.2),
    };

    private static readonly Gen<Deed[]> Script =
        Gen.Select(Gen.Int[0, 600], Gen.Int[0, Deeds.Length - 1].Select(i => Deeds[i]), Gen.Int[0, 4], Gen.Int[1, 900], (gap, what, who, size) => new Deed(gap, what, who, size)).Array[1, 25];

    private static readonly Gen<int> Start = Gen.Int[0, 5];

    private static World Begin(int start)
    {
        var world = new World { Policy = Short };
        if (start >= 4) (world.Turns, world.OpenAtFirst) = ([1, 3, 3.5], false);
        var report = (start % 4) switch
        {
            0 => Joint,
            1 => ReportOf(DeviceKind.Line),
            2 => ReportOf(DeviceKind.Camera),
            _ => ReportOf(DeviceKind.Camera, "intrusion", Severity.Critical) is var r ? r with { Cause = r.Cause with { Security = true } } : r,
        };
        return world.Open(report);
    }

    private static double Tenths(int tenths) => tenths / 600.0;

    private static void Do(World world, Deed deed)
    {
        var (who, side) = (People[deed.Who], deed.Size % 2 == 0 ? Side.Business : Side.Telecom);
        var mute = world.Mutes.FindIndex(m => m.Until > world.Now.Wall);
        var message = world.It.Outbox.FirstOrDefault(m => m.Outcome == NotificationOutcome.Pending);
        _ = deed.What switch
        {
            "bad" => world.Bad(true),
            "good" => world.Bad(false),
            "flap" => world.Observe(r => r with { Flapping = true }),
            "calm" => world.Observe(r => r with { Flapping = false }),
            "worse" => world.Observe(r => r with { Severity = Severity.Critical }),
            "better" => world.Observe(r => r with { Severity = Severity.Minor }),
            "link" => world.Observe(r => r with { Cause = r.Cause with { LinkBad = !r.Cause.LinkBad } }),
            "merge" => deed.Size < 100 ? world.Observe(r => r with { MergedInto = "3208008351-9" }) : world,
            "acknowledge" => world.Acknowledge(who),
            "assign" => world.Do(IncidentVerb.Assign, who, to: People[deed.Size % 4]),
            "auto" => world.Decide(new IncidentInput.AutoAssign(side, People[deed.Size % 4])),
            "arrive" => world.Do(IncidentVerb.Arrive, who),
            "resolve" => world.Do(IncidentVerb.Resolve, who),
            "resolveLeg" => world.Do(IncidentVerb.Resolve, who, side),
            "close" => world.Do(IncidentVerb.Close, who),
            "reopen" => world.Do(IncidentVerb.Reopen, who),
            "hand" => world.Do(IncidentVerb.Reassign, who),
            "handLeg" => world.Do(IncidentVerb.Reassign, who, side, ((string?[])[null, "shops", "lines", "province", "business"])[deed.Size % 5]),
            "note" => world.Do(IncidentVerb.Note, who, note: "x", key: $"k{deed.Size % 3}"),
            "silence" => world.Mute($"s{world.Mutes.Count}", world.At + world.WallStep.TotalMinutes + Tenths(deed.Who * 100), world.At + world.WallStep.TotalMinutes + Tenths(deed.Who * 100 + deed.Size)),
            "maintenance" => world.Mute($"m{world.Mutes.Count}", world.At + world.WallStep.TotalMinutes, world.At + world.WallStep.TotalMinutes + Tenths(deed.Size), Domain.Muting.MuteKind.Maintenance),
            "end" => mute < 0 ? world : world.EndMute(world.Mutes[mute].Id),
            "wall" => StepWall(world, deed.Size - 450),
            "restart" => world.Restart(world.At + Tenths(deed.Size)),
            "fail" => message is null ? world : world.Receipt(message.Key, NotificationOutcome.Failed),
            "deliver" => message is null ? world : world.Receipt(message.Key, NotificationOutcome.Delivered),
            _ => world.Tick(),
        };
    }

    private static World StepWall(World world, int tenths)
    {
        world.WallStep += TimeSpan.FromMilliseconds(tenths * 100);
        return world.Tick();
    }

    [Fact]
    public void Whatever_happens_the_books_are_in_order() => Gen.Select(Start, Script).Sample((start, script) =>
    {
        var world = Begin(start);
        foreach (var deed in script)
        {
            world.To(world.At + Tenths(deed.Gap));
            var before = world.It;
            Do(world, deed);
            Check(world, before, deed.What == "restart");
        }
        world.To(world.At + 10);
        Assert.Same(world.It, world.Tick().It);
        Assert.True(world.NextDeadline is not { } next || next > world.Now.Steady);
        CheckBooks(world.It);
    }, iter: 500);

    [Fact]
    public void Ticking_at_deadlines_only_is_as_good_as_ticking_all_the_time() => Gen.Select(Start, Script).Sample((start, script) =>
    {
        var (punctual, restless) = (Begin(start), Begin(start));
        foreach (var deed in script)
        {
            punctual.To(punctual.At + Tenths(deed.Gap));
            for (var i = 0; i < deed.Gap; i++) restless.To(Math.Round(restless.At * 600 + 1) / 600);
            Do(punctual, deed);
            Do(restless, deed);
            Assert.Equal(restless.Story, punctual.Story);
        }
        Assert.Equal(restless.Sent, punctual.Sent);
        Assert.Equal(restless.Unsent, punctual.Unsent);
    }, iter: 15);

    private static void Check(World world, Incident before, bool rebased)
    {
        var it = world.It;
        CheckBooks(it);
        Assert.True(it.Timeline.Count >= before.Timeline.Count && it.Timeline.Take(before.Timeline.Count).SequenceEqual(before.Timeline), "Nothing is ever taken out.");
        Assert.True(it.Revision > before.Revision || it == before || rebased);
        Assert.Same(it, world.Tick().It);
        foreach (var leg in it.Legs.Where(l => !l.Withdrawn))
            if (before.Leg(leg.Side) is { } was && was.Required == leg.Required)
                Assert.True((leg.Round, leg.NextStep).CompareTo((was.Round, was.NextStep)) >= 0, "A ladder goes up, or begins a new round.");
        if (it.Paused.Count > 0 && it.Phase < IncidentPhase.Resolved)
        {
            var retried = it.Pages.Where(p => p.Reason == "channelFailed").Select(p => p.Key).ToHashSet();
            Assert.DoesNotContain(it.Outbox.Skip(before.Outbox.Count), m => m.Kind is NotificationKind.Page or NotificationKind.Unattended && !retried.Contains(m.Key));
        }
        // Whoever was told of the end hears nothing of the same trouble after it.
        if (it.Phase == IncidentPhase.Closed) Assert.All(it.Legs, l => Assert.True(it.Report.Bad || it.MergedInto is not null || it.Report.Flapping || l.RunsFrom is null));
    }

    private static void CheckBooks(Incident it)
    {
        var keys = it.Outbox.Select(m => m.Key).ToHashSet();
        Assert.Equal(it.Outbox.Count, keys.Count);
        Assert.True(keys.SetEquals(it.Pages.Where(p => p.Sent).Select(p => p.Key!)), "What was sent is in the outbox and on record.");
        Assert.True(it.Pages.All(p => p.Sent == (p.Key is not null) && p.Reason.Length > 0));
        Assert.Equal(it.Legs.Count(l => !l.Withdrawn), it.Legs.Where(l => !l.Withdrawn).Select(l => l.Side).Distinct().Count());
    }
}
