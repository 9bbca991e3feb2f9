using Twin.Domain.Documents;
using Twin.Simulation.Queues;
using Twin.Simulation.Runs;
using Twin.Simulation.ServiceDays;
using Twin.Simulation.World;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads the document of a scenario and notes everything wrong with it, with its other plans too. See docs/simulation.md.</summary>
public sealed class ScenarioReader(ScenarioFiles files)
{
    private const int NameMax = 200;
    private static readonly string[] Kinds = ["queue", "serviceDay", "network"];

    private readonly RecordedFiles _files = new(files);

    /// <summary>Null, with every fault noted in the order of the text, when anything is wrong.</summary>
    public Scenario? Read(DocNode document, List<DocFault> faults)
    {
        var before = faults.Count;
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var plan = Plan(reader, faults);
        // Plans are what the scenario is but for what they change: what nobody knows of it is told once, before them.
        _ = (reader.Node("compare"), reader.Node("solve"));
        reader.Done();
        var others = new PlanReader(reader, Variant, faults);
        var (compare, solve) = (others.Compare(), others.Solve(plan?.Model));
        if (faults.Count == before) return plan! with { Compare = compare, Solve = solve };
        DocFault.Sort(faults, before);
        return null;
    }

    // The scenario as another plan changes it. What is wrong with both is said once.
    private Scenario? Variant(DocMap changed, List<DocFault> faults)
    {
        var found = new List<DocFault>();
        var (plan, reader) = ((Scenario?)null, DocReader.Open(changed, "", found));
        if (reader is not null)
        {
            plan = Plan(reader, found);
            reader.Done();
        }
        faults.AddRange(found.Where(fault => !faults.Any(told => told with { Message = fault.Message } == fault)));
        return found.Count == 0 ? plan : null;
    }

    private Scenario? Plan(DocReader reader, List<DocFault> faults)
    {
        var before = faults.Count;
        var name = reader.Text("name", lengthMax: NameMax) ?? "scenario";
        var seed = Seed(reader);
        var play = PlayTime.Read(reader);
        var forked = NetworkReader.IsLive(reader);
        if (forked && play.StartUtc is not null) reader.Fault("horizon", reader.Node("horizon"), "invalidValue", "a live network begins when it is looked at: give a duration, such as 12h");
        var warmup = (forked || play.StartUtc is not null) && reader.Node("warmup") is null ? WarmupRule.None : Warmup(reader, play.Seconds);
        var (model, length) = Model(reader, play, warmup, faults);
        // What goes up and down with the hours never settles: it repeats, after as much of it as is not measured.
        if (warmup.Fixed is null && model is QueueModel { Scenario.Profile: { } profile }) warmup = new(length >= 2 * profile.Period ? profile.Period : TimeSpan.Zero);
        var replications = new ReplicationReader(faults).Read(reader, model);
        if (faults.Count > before || model is null) return null;
        return new()
        {
            Name = name,
            Seed = seed,
            Horizon = length,
            Warmup = warmup,
            Replications = replications,
            Model = model,
            Hash = ScenarioHash.Of(reader.Map, _files.Texts),
        };
    }

    private static long Seed(DocReader reader)
    {
        const double Max = 1L << 53;
        if (reader.Number("seed") is not { } seed) return 1;
        if (seed == Math.Floor(seed) && Math.Abs(seed) <= Max) return (long)seed;
        reader.Fault("seed", reader.Node("seed"), "outOfRange", "'seed' must be a whole number");
        return 1;
    }

    private static WarmupRule Warmup(DocReader reader, double? horizon)
    {
        if (reader.Node("warmup") is null or DocText { Value: "auto" }) return WarmupRule.Auto;
        if (reader.Seconds("warmup", zeroAllowed: true) is not { } warmup) return WarmupRule.Auto;
        if (warmup >= horizon) reader.Fault("warmup", reader.Node("warmup"), "outOfRange", "'warmup' must be shorter than 'horizon'");
        return new(TimeSpan.FromSeconds(warmup));
    }

    private (IScenarioModel? Model, TimeSpan Horizon) Model(DocReader reader, PlayTime play, WarmupRule warmup, List<DocFault> faults)
    {
        var given = Kinds.Where(kind => reader.Node(kind) is not null).ToArray();
        var distributions = new DistributionReader(_files, faults);
        TimeSpan? horizon = play.Seconds is { } seconds ? TimeSpan.FromSeconds(Math.Min(seconds, 1e11)) : null;
        switch (given)
        {
            case ["queue"]:
                return new QueueReader(distributions, faults).Read(reader.Node("queue")!, horizon, play.StartUtc, mustSettle: warmup.Fixed is null) is { } queue ? (new QueueModel(queue), queue.Horizon) : default;
            case ["serviceDay"]:
                if (horizon is not null) reader.Fault("horizon", reader.Node("horizon"), "invalidValue", "a service day ends by itself: leave out 'horizon'");
                return new ServiceDayReader(distributions, faults).Read(reader.Node("serviceDay")!) is { } day ? (new ServiceDayModel(day), TimeSpan.Zero) : default;
            case ["network"]:
                if (reader.Node("horizon") is null) reader.Fault("horizon", null, "required", "'horizon' is missing: a network runs for as long as you say, such as 365d");
                return new NetworkReader(_files, distributions, faults).Read(reader, horizon, play.StartUtc) is { } network ? (new NetworkModel(network), network.Horizon) : default;
            case []:
                reader.Fault("", reader.Map, "required", $"nothing to simulate: give one of {string.Join(", ", Kinds)}");
                // Known as soon as there is a network, which may only be misspelt.
                foreach (var key in NetworkReader.Beside) reader.Node(key);
                return default;
            default:
                reader.Fault(given[1], reader.Node(given[1]), "invalidValue", $"one thing at a time: either {string.Join(" or ", given)}");
                return default;
        }
    }
}
