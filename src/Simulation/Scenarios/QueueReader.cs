using Twin.Domain.Documents;
using Twin.Simulation.Distributions;
using Twin.Simulation.Queues;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>queue:</c>. See docs/simulation.md.</summary>
internal sealed class QueueReader(DistributionReader distributions, List<DocFault> faults)
{
    private const int ClassesMax = 50;
    private const int PopulationMax = 1_000_000;

    // More jobs than this in a replication take the better part of an hour; more at a time than this do not fit into memory.
    private const double JobsMax = 1e9;

    // The clock counts microseconds: shorter than this on average it would stand still.
    private const double BetweenMin = 1e-4;

    // A horizon nobody gave: so many jobs that a replication takes about a tenth of a second, and that a busy queue forgets its beginning many times.
    private const double AutoJobs = 200_000;
    private const double AutoServices = 1000;
    private const double PeriodsMin = 4;

    private static readonly (string, QueueDiscipline)[] Disciplines =
    [
        ("fcfs", QueueDiscipline.FirstCome), ("none", QueueDiscipline.FirstCome), ("nonPreemptive", QueueDiscipline.NonPreemptive), ("nonpreemptive", QueueDiscipline.NonPreemptive),
        ("non-preemptive", QueueDiscipline.NonPreemptive), ("preemptive", QueueDiscipline.Preemptive),
    ];

    public QueueScenario? Read(DocNode node, TimeSpan? horizon, DateTime? start, bool mustSettle)
    {
        var before = faults.Count;
        if (DocReader.Open(node, "queue", faults) is not { } queue) return null;
        var population = queue.Whole("population", 1, PopulationMax);
        var servers = Servers(queue, out var unlimited);
        var discipline = queue.Word("priority", Disciplines);
        var classes = Classes(queue);
        var capacity = queue.Whole("capacity", 1, int.MaxValue);
        var spares = queue.Whole("spares", 0, PopulationMax);
        var over = queue.Seconds("waitOver", zeroAllowed: true);
        var profile = new ProfileReader(faults).Read(queue, start);
        queue.Done();
        if (spares is not null && population is null) queue.Fault("spares", queue.Node("spares"), "invalidValue", "'spares' stand by for a 'population'; give one");
        if (population is not null && profile is not null) queue.Fault("profile", queue.Node("profile"), "invalidValue", "either 'population' or 'profile': machines fail by how long they run, not by the time of day");
        if (population is not null && capacity is not null) queue.Fault("capacity", queue.Node("capacity"), "invalidValue", "either 'population' or 'capacity': a machine that is turned away would never run again");
        if (population is not null && (classes.Count > 1 || classes.Any(c => c.Patience is not null)))
            queue.Fault("population", queue.Node("population"), "invalidValue", "a 'population' is of one class and has no 'patience'");
        if (capacity < servers && !unlimited) queue.Fault("capacity", queue.Node("capacity"), "outOfRange", "'capacity' counts those in service too: it is at least 'servers'");
        if (faults.Count > before) return null;
        var scenario = new QueueScenario
        {
            Classes = classes,
            Servers = unlimited ? null : servers ?? 1,
            Discipline = discipline ?? (classes.Count > 1 ? QueueDiscipline.NonPreemptive : QueueDiscipline.FirstCome),
            Capacity = capacity,
            Population = population,
            Spares = spares ?? 0,
            WaitOver = over,
            Profile = profile,
            Horizon = horizon ?? AutoHorizon(classes, population, profile),
        };
        if (scenario.Horizon.TotalSeconds * PerSecond(classes, population) * (profile?.Max ?? 1) is > JobsMax and var jobs)
            queue.Fault("arrivals", queue.Node("arrivals") ?? queue.Node("classes"), "outOfRange", FormattableString.Invariant($"some {jobs:G3} arrivals in a replication; at most {JobsMax:G1}: give a shorter 'horizon' and more 'replications'"));
        if (faults.Count > before) return null;
        if (!mustSettle || Load(scenario) is not (>= 1 and var load)) return scenario;
        queue.Fault("servers", queue.Node("servers"), "unstable",
            FormattableString.Invariant($"work comes {load:0.###} times as fast as the servers can do it{(profile is null ? "" : " on the average of the profile")}, so the queue never settles: more 'servers', a 'capacity' or 'patience'; to watch it grow, give 'warmup: 0s' and a 'horizon'"));
        return null;
    }

    private static int? Servers(DocReader queue, out bool unlimited)
    {
        unlimited = queue.Node("servers") is DocText { Value: "unlimited" };
        return unlimited ? null : queue.Whole("servers", 1, QueueScenario.ServersMax);
    }

    private List<JobClass> Classes(DocReader queue)
    {
        if (queue.Node("classes") is null)
        {
            var (arrivals, service) = (distributions.Read(queue, "arrivals", required: true), distributions.Read(queue, "service", required: true));
            var patience = distributions.Read(queue, "patience");
            Positive(queue, "arrivals", arrivals);
            return arrivals is not null && service is not null ? [new("all", arrivals, service) { Patience = patience }] : [];
        }
        var classes = new List<JobClass>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var sharedService = distributions.Read(queue, "service");
        var sharedPatience = distributions.Read(queue, "patience");
        if (queue.Node("arrivals") is { } arrivalsToo) queue.Fault("arrivals", arrivalsToo, "invalidValue", "with 'classes' each has its own 'arrivals'");
        if (queue.Node("classes") is DocList { Items.Count: 0 } empty) queue.Fault("classes", empty, "required", "'classes' is empty");
        foreach (var (node, path) in queue.ListOfAtMost(ClassesMax, "classes"))
        {
            if (DocReader.Open(node, path, faults) is not { } one) continue;
            var name = one.Text("name", lengthMax: 40) ?? FormattableString.Invariant($"{classes.Count + 1}");
            if (!names.Add(name)) one.Fault("name", one.Node("name"), "duplicate", $"two classes are called '{name}'");
            var arrivals = distributions.Read(one, "arrivals", required: true);
            var service = distributions.Read(one, "service", required: sharedService is null && queue.Node("service") is null) ?? sharedService;
            var patience = distributions.Read(one, "patience") ?? sharedPatience;
            Positive(one, "arrivals", arrivals);
            one.Done();
            if (arrivals is not null && service is not null) classes.Add(new(name, arrivals, service) { Patience = patience });
        }
        return classes;
    }

    private static void Positive(DocReader reader, string key, Distribution? arrivals)
    {
        if (arrivals is { Mean: < BetweenMin }) reader.Fault(key, reader.Node(key), "outOfRange", "the time between two 'arrivals' must be at least 100us on average");
    }

    private static TimeSpan AutoHorizon(List<JobClass> classes, int? population, ArrivalProfile? profile)
    {
        var seconds = Math.Max(AutoJobs / PerSecond(classes, population), AutoServices * classes.Max(c => c.Service.Mean));
        if (profile is null) return TimeSpan.FromSeconds(Math.Clamp(Math.Ceiling(seconds), 1, 1e11));
        // Whole days or weeks, the first of which is not measured.
        return profile.Period * (1 + Math.Clamp(Math.Ceiling(seconds / profile.Mean / profile.Period.TotalSeconds), PeriodsMin, 1e5));
    }

    private static double PerSecond(List<JobClass> classes, int? population) => population is { } machines ? machines / classes[0].Arrivals.Mean : classes.Sum(c => 1 / c.Arrivals.Mean);

    // Null where the number in the system is bounded by something else than the servers.
    private static double? Load(QueueScenario queue) =>
        queue.Servers is not { } servers || queue.Capacity is not null || queue.Population is not null || queue.Classes.All(c => c.Patience is not null)
            ? null
            : queue.Classes.Where(c => c.Patience is null).Sum(c => c.Service.Mean / c.Arrivals.Mean) * (queue.Profile?.Mean ?? 1) / servers;
}
