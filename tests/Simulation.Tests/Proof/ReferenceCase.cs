using System.Globalization;

namespace Twin.Simulation.Tests.Proof;

/// <summary>
/// A closed-form case put to the simulator. <see cref="Expected"/> is in the metric's unit, seconds for times. <see cref="HeavyLoad"/>: a load of 0.9 or more, for which 3 % are asked instead of 1 %.
/// <see cref="Quick"/>: in every run of the tests, not only in <c>make sim-proof</c>.
/// </summary>
public sealed record ReferenceCase(string Id, string Yaml, string Metric, double Expected, bool Quick = false, bool HeavyLoad = false)
{
    public override string ToString() => Id;

    // Unit of time: 1 = one minute, unless the case speaks of hours.
    private const double M = 60;
    private const double H = 3600;

    /// <summary>Those of the reference table (Data/queueing-cases.csv) that a queue or a service day can show, and some of the literature's beside them.</summary>
    public static IReadOnlyList<ReferenceCase> All { get; } =
    [
        new("EB04", Queue("arrivals: 15/m", "service: {exponential: 1m}", "servers: 20", "capacity: 20"), "pBlock", 0.0455932155898),
        new("EB04 lognormal: insensitive", Queue("arrivals: 15/m", "service: {lognormal: {mean: 1m, cv: 1.5}}", "servers: 20", "capacity: 20"), "pBlock", 0.0455932155898),
        new("MC01t0", Queue("arrivals: 0.8/m", "service: {exponential: 1m}", "waitOver: 1m"), "pWaitOver", 0.654984602462),
        new("MC01t1", Queue("arrivals: 0.8/m", "service: {exponential: 1m}", "waitOver: 5m"), "pWaitOver", 0.294303552937),
        new("MC02a", Queue("arrivals: 3/m", "service: {exponential: 0.5m}", "servers: 2"), "pWait", 0.642857142857, Quick: true),
        new("MC02 Lq", Queue("arrivals: 3/m", "service: {exponential: 0.5m}", "servers: 2"), "queueLength", 1.928571428571),
        new("MC03b", Queue("arrivals: 2/m", "service: {exponential: 1m}", "servers: 3"), "waitMean", 0.444444444444 * M, Quick: true),
        new("MC04t0", Queue("arrivals: 12.8/m", "service: {exponential: 1m}", "servers: 16", "waitOver: 0.25m"), "pWaitOver", 0.136993172773),
        new("MC05a", Queue("arrivals: 720/h", "service: {exponential: 4m}", "servers: 55"), "pWait", 0.238700936378),
        new("MC05b", Queue("arrivals: 720/h", "service: {exponential: 4m}", "servers: 55"), "waitMean", 0.00227334225122 * H),
        new("MC06a", Queue("arrivals: 100/h", "service: {exponential: 1h}", "servers: 120"), "pWait", 0.0331958953548),
        new("MC06b", Queue("arrivals: 100/h", "service: {exponential: 1h}", "servers: 120"), "waitMean", 0.00165979476774 * H),
        new("MC07c", Queue("arrivals: 1000/h", "service: {exponential: 1h}", "servers: 1040"), "systemLength", 1003.51134737),
        new("MC08", Queue("arrivals: 12.8/m", "service: {exponential: 1m}", "servers: 16"), "waitP95", 0.564971276682 * M),
        new("MK01", Queue("arrivals: 5/m", "service: {exponential: 1m}", "servers: 4", "capacity: 10"), "pBlock", 0.230024325429, Quick: true),
        new("EA03", Queue("arrivals: 10/m", "service: {exponential: 1m}", "servers: 10", "patience: {exponential: 2m}"), "waitMean", 0.207826424653 * M, Quick: true),
        new("EA03 abandon: theta Wq", Queue("arrivals: 10/m", "service: {exponential: 1m}", "servers: 10", "patience: {exponential: 2m}"), "pAbandon", 0.5 * 0.207826424653),
        new("PK04", Queue("arrivals: 0.8/m", "service: {exponential: 1m}"), "waitMean", 4 * M),
        new("PK06", Queue("arrivals: 0.8/m", $"service: {HyperExponential(4)}"), "waitMean", 10 * M),
        new("PK06 gamma", Queue("arrivals: 0.8/m", "service: {gamma: {mean: 1m, cv: 2}}"), "waitMean", 10 * M),
        new("PK M/D/1", Queue("arrivals: 0.8/m", "service: 1m"), "waitMean", 2 * M),
        new("PK M/E4/1", Queue("arrivals: 0.8/m", "service: {erlang: {mean: 1m, k: 4}}"), "waitMean", 2.5 * M),
        new("PK07", Queue("arrivals: 0.5/m", "service: {uniform: {from: 0.5m, to: 1.5m}}"), "waitMean", 0.541666666667 * M, Quick: true),
        new("M/M/1 rho 0.95", Queue("arrivals: 0.95/m", "service: {exponential: 1m}"), "waitMean", 19 * M, HeavyLoad: true),
        new("PR01", Priorities("nonPreemptive", "{exponential: 1m}", 0.2, 0.3, 0.3), "waitMean.1", 1 * M),
        new("PR02", Priorities("nonPreemptive", "{exponential: 1m}", 0.2, 0.3, 0.3), "waitMean.2", 2 * M),
        new("PR03", Priorities("nonPreemptive", "{exponential: 1m}", 0.2, 0.3, 0.3), "waitMean.3", 8 * M),
        new("PR22", Priorities("nonPreemptive", "{exponential: 1m}", 1, 2, 1, servers: 5), "waitMean.2", 0.34632034632 * M),
        // Preemptive resume: W_k = (1/mu + sum(lambda_i m2_i / 2) / (1 - s_k)) / (1 - s_(k-1)) in the system, less the service.
        new("preemptive 1", Priorities("preemptive", "{exponential: 1m}", 0.2, 0.3, 0.3), "waitMean.1", 0.25 * M, Quick: true),
        new("preemptive 2", Priorities("preemptive", "{exponential: 1m}", 0.2, 0.3, 0.3), "waitMean.2", 1.5 * M),
        new("preemptive 3", Priorities("preemptive", "{exponential: 1m}", 0.2, 0.3, 0.3), "waitMean.3", 9 * M),
        new("MI01", Queue("arrivals: 6/m", "service: {uniform: {from: 1m, to: 4m}}", "servers: unlimited"), "systemLength", 15),
        new("MR01a", Machines(5, 2, "30h", "3h"), "down", 0.464794395559, Quick: true),
        new("MR01p", Machines(5, 2, "30h", "3h"), "pAllUp", 0.618591775822),
        new("MR03a", Machines(10, 2, "10h", "1h"), "down", 1.03863781863),
        new("MR03b", Machines(10, 2, "10h", "1h"), "availability", 0.896136218137),
        new("MR04b", Machines(50, 3, "50h", "2h"), "availability", 0.950671826718),
        new("MR05c", Machines(200, 4, "100h", $"{1 / 0.7:R}h"), "waitMean", 0.472988156166 * H),
        new("MR07a", Machines(200_000, 160, "2000h", "1.5h"), "down", 154.49811516, HeavyLoad: true),
        new("MR07b", Machines(200_000, 160, "2000h", "1.5h"), "availability", 0.999227509424, HeavyLoad: true),
        new("MR10", Machines(10, 2, "20h", "2h", spares: 2), "pAllUp", 0.853407859098),
        new("MR11", Machines(10, 2, "20h", "2h", spares: 2), "operating", 9.75910569083, Quick: true),
        new("SP05", Queue("arrivals: 1.5/d", "service: {lognormal: {mean: 3d, cv: 0.5}}", "servers: 8", "capacity: 8"), "pBlock", 0.048272479455),
        new("AP1a", Appointments("perSlot: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"), "waitMean", 1.05945395008 * M, Quick: true),
        new("AP1b", Appointments("perSlot: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"), "idle", 1.81439409256 * M),
        new("AP2b", Appointments("perSlot: [2, 1, 1, 1, 1, 1, 1, 1, 1]"), "idle", 1.04078741459 * M),
        new("AP3c", Appointments("perSlot: [10]"), "makespan", 10 * M),
        new("AP4c", Appointments("perSlot: [3, 1, 1, 1, 1, 1, 1, 1]"), "makespan", 10.516601736 * M),
        new("OS1b", Day(8, 8, "20m"), "finish", 450.798950357 * M),
        new("OS2a", Day(8, 14, "15m"), "waitMean", 7.98995698994 * M, Quick: true),
        new("OS4a", Day(10, 14, "20m"), "waitMean", 9.84439430261 * M),
    ];

    private static string Queue(params string[] lines) => $"queue:\n  {string.Join("\n  ", lines)}\n";

    private static string Machines(int n, int servers, string between, string repair, int spares = 0) =>
        Queue($"population: {n}", $"spares: {spares}", $"servers: {servers}", $"arrivals: {{exponential: {between}}}", $"service: {{exponential: {repair}}}");

    private static string Priorities(string discipline, string service, double first, double second, double third, int servers = 1) => string.Create(
        CultureInfo.InvariantCulture,
        $"queue:\n  priority: {discipline}\n  servers: {servers}\n  service: {service}\n  classes: [{{arrivals: {first}/m}}, {{arrivals: {second}/m}}, {{arrivals: {third}/m}}]\n");

    // A replication of many days: one day's mean is of ten customers.
    private static string Appointments(string perSlot) => $"serviceDay: {{windows: 1, slot: 1m, {perSlot}, service: {{exponential: 1m}}, days: 500}}\n";

    private static string Day(int windows, int perSlot, string service) => $"serviceDay: {{windows: {windows}, slots: 14, slot: 30m, perSlot: {perSlot}, service: {{exponential: {service}}}, days: 50}}\n";

    // Two exponential stages of balanced means.
    private static string HyperExponential(double cv2)
    {
        var p = (1 + Math.Sqrt((cv2 - 1) / (cv2 + 1))) / 2;
        return string.Create(CultureInfo.InvariantCulture, $"{{mixture: [{{p: {p:R}, exponential: {1 / (2 * p):R}m}}, {{p: {1 - p:R}, exponential: {1 / (2 * (1 - p)):R}m}}]}}");
    }
}
