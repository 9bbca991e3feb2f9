using CsCheck;
using Twin.Domain.Calendars;
using Twin.Domain.History;
using Twin.Domain.Muting;
using Twin.Domain.Network;

namespace Twin.Domain.Tests.History;

/// <summary>Random ledgers, and a model of them that is nothing but a list.</summary>
internal static class Ledgers
{
    public static readonly DateOnly Date = new(2026, 11, 22);
    public static readonly DateTime Start = LedgerDay.StartOf(Date);
    public static readonly OutletCode[] Codes = [OutletCode.Parse("0000000000"), OutletCode.Parse("3208008351"), OutletCode.Parse("9999999999")];

    private static readonly string[] Rules = ["terminal-offline", "line-down", "热"];

    private static readonly Gen<RecordedDevice[]> Devices = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 3].Array[6], Gen.Int[0, Rules.Length].Array[6]).Select((count, statuses, rules) =>
        Enumerable.Range(0, count).Select(i => new RecordedDevice(
            DeviceId.Parse($"d{i}"), (DeviceKind)(1 + (i % 3)), (DeviceStatus)statuses[i], rules[i] == Rules.Length ? null : Rules[rules[i]])).ToArray());

    public static readonly Gen<RecordedOutlet> States = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[-100_000_000, 86_399_999], Gen.Int[0, 3], Gen.Int[0, 3], Devices, Gen.Int[0, 9])
        .Select((status, severity, since, trading, cause, devices, seen) => new RecordedOutlet
        {
            Status = (OutletStatus)status,
            Severity = (Severity)severity,
            Since = Start.AddMilliseconds(since),
            Trading = trading == 0 ? null : (TradingState)(trading - 1),
            Cause = cause == 0 ? null : new(DeviceId.Parse($"d{cause}"), Rules[cause - 1]),
            Calendar = seen % 2 == 0 ? "standard" : "always",
            Observed = seen > 1,
            Devices = devices,
        });

    /// <summary>Changes in order: milliseconds since the start, which outlet, and what it is then; now and then it goes.</summary>
    public static Gen<(int Ms, int Outlet, RecordedOutlet? State)[]> Script(int days = 1) =>
        Gen.Select(Gen.Int[0, (days * 86_400_000) - 1], Gen.Int[0, Codes.Length - 1], States, Gen.Int[0, 9], (ms, outlet, state, gone) => (ms, outlet, gone == 0 ? null : state))
            .Array[0, 40].Select(steps => steps.OrderBy(s => s.ms).Select(s => (s.ms, s.outlet, s.Item3)).ToArray());

    /// <summary>The script played into days, all of them watched to their ends.</summary>
    public static List<LedgerDay> Play((int Ms, int Outlet, RecordedOutlet? State)[] script, int days)
    {
        List<LedgerDay> played = [new(Date)];
        foreach (var (ms, outlet, state) in script)
        {
            for (var at = Start.AddMilliseconds(ms); at >= played[^1].End;) Turn();
            played[^1].Add(Start.AddMilliseconds(ms), Codes[outlet], state);
        }
        while (played.Count < days) Turn();
        played[^1].Until = played[^1].End;
        return [.. played.Select(d => LedgerDay.Read(d.Write()))];

        void Turn()
        {
            played[^1].Until = played[^1].End;
            played.Add(played[^1].Next());
        }
    }

    public static Mute Window(DateTime from, DateTime until, MuteMatch? match = null, MuteKind kind = MuteKind.Maintenance) =>
        new() { Id = "m", Kind = kind, Match = match ?? new() { District = DivisionCode.Parse("320812") }, From = from, Until = until };

    public static OutletProfile Profile(OutletCode code) => new() { Code = code, Name = "x", District = DivisionCode.Parse("320812"), AccessNode = "HA-1" };
}
