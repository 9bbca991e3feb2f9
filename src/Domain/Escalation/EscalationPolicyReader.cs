using System.Globalization;
using Twin.Domain.Documents;
using Twin.Domain.Teams;

namespace Twin.Domain.Escalation;

/// <summary>Reads the document of a policy and notes everything wrong with it. What is left out is as in <see cref="EscalationPolicy.Default"/>.</summary>
public static class EscalationPolicyReader
{
    // More rungs or names than anyone can follow at night; a longer list is a generated mistake.
    private const int StepsMax = 100;
    private const int NotifyMax = 50;
    private const int RepeatTimesMax = 1000;
    private const int CountMax = 1_000_000;

    private static readonly (string, Unless)[] UnlessWords = [("acknowledged", Unless.Acknowledged), ("assigned", Unless.Assigned), ("onSite", Unless.OnSite)];

    private static readonly (string, DispatchPolicy)[] DispatchWords =
        [("zone-first", DispatchPolicy.ZoneFirst), ("nearest-idle", DispatchPolicy.NearestIdle), ("fcfs", DispatchPolicy.Fcfs), ("priority", DispatchPolicy.Priority)];

    // Only incidents of outlets have legs, and those are of these two sides.
    private static readonly (string, Side)[] LegSides = [("business", Side.Business), ("telecom", Side.Telecom)];

    /// <summary>Null, with every fault noted, when anything is wrong.</summary>
    public static EscalationPolicy? Read(string id, int version, DocNode document, List<DocFault> faults)
    {
        var before = faults.Count;
        if (DocReader.Open(document, "", faults) is not { } reader) return null;
        var shipped = EscalationPolicy.Default;
        var (every, times) = Repeat(reader, shipped, faults);
        var policy = new EscalationPolicy
        {
            Id = id,
            Version = version,
            CorrelationHold = reader.Duration("correlationHold") ?? shipped.CorrelationHold,
            VerifyFor = reader.Duration("verifyFor") ?? shipped.VerifyFor,
            ReopenWithin = reader.Duration("reopenWithin") ?? shipped.ReopenWithin,
            AckTimeout = reader.Duration("ackTimeout", zeroAllowed: false) ?? shipped.AckTimeout,
            FirstResponse = reader.Duration("firstResponse", zeroAllowed: false) ?? shipped.FirstResponse,
            ArriveWithin = reader.Duration("arriveWithin", zeroAllowed: false) ?? shipped.ArriveWithin,
            OpeningGrace = reader.Duration("openingGrace") ?? shipped.OpeningGrace,
            SharedOutage = SharedOutage(reader, shipped.SharedOutage, faults),
            TelemetryLoss = TelemetryLoss(reader, shipped.TelemetryLoss, faults),
            AutoAssign = reader.Boolean("autoAssign") ?? shipped.AutoAssign,
            Dispatch = reader.Word("dispatch", DispatchWords) ?? shipped.Dispatch,
            Steps = reader.Node("steps") is null ? shipped.Steps : Steps(reader, faults),
            RepeatEvery = every,
            RepeatTimes = times,
            ThenUnattended = reader.Node("thenUnattended") is null ? shipped.ThenUnattended : Recipients.Read(reader, "thenUnattended", required: false, NotifyMax, faults),
        };
        reader.Done();
        if (faults.Count == before) return policy;
        DocFault.Sort(faults, before);
        return null;
    }

    private static List<EscalationStep> Steps(DocReader reader, List<DocFault> faults)
    {
        const string Key = "steps";
        var steps = new List<EscalationStep>();
        if (reader.Node(Key) is DocList { Items.Count: 0 } empty) reader.Fault(Key, empty, "required", "'steps' is empty: nobody would ever be told");
        var latest = TimeSpan.Zero;
        foreach (var (node, path) in reader.ListOfAtMost(StepsMax, Key))
        {
            if (DocReader.Open(node, path, faults) is not { } step) continue;
            var after = step.Duration("after", required: true);
            if (after < latest) step.Fault("after", step.Node("after"), "outOfOrder", "a step is not before the one above it");
            latest = after > latest ? after.Value : latest;
            steps.Add(new()
            {
                After = after ?? latest,
                Notify = Recipients.Read(step, "notify", required: true, NotifyMax, faults),
                Channels = step.Words("channels", TeamWords.Channels),
                Unless = step.Word("unless", UnlessWords) ?? Unless.Never,
                Side = step.Word("side", LegSides),
            });
            step.Done();
        }
        return steps;
    }

    private static (TimeSpan Every, int Times) Repeat(DocReader reader, EscalationPolicy shipped, List<DocFault> faults)
    {
        var (every, times) = (shipped.RepeatEvery, shipped.RepeatTimes);
        if (Open(reader, "repeat", faults) is not { } repeat) return (every, times);
        times = repeat.Whole("times", 0, RepeatTimesMax) ?? times;
        every = repeat.Duration("every", zeroAllowed: times == 0) ?? every;
        repeat.Done();
        return (every, times);
    }

    private static SharedOutage SharedOutage(DocReader reader, SharedOutage shipped, List<DocFault> faults)
    {
        if (Open(reader, "sharedOutage", faults) is not { } outage) return shipped;
        var read = new SharedOutage(
            outage.Whole("lines", 1, CountMax) ?? shipped.Lines,
            Share(outage, "share") ?? shipped.Share,
            outage.Duration("within", zeroAllowed: false) ?? shipped.Within);
        outage.Done();
        return read;
    }

    private static TelemetryLoss TelemetryLoss(DocReader reader, TelemetryLoss shipped, List<DocFault> faults)
    {
        if (Open(reader, "telemetryLoss", faults) is not { } loss) return shipped;
        var read = new TelemetryLoss(
            Share(loss, "share") ?? shipped.Share,
            loss.Whole("outlets", 1, CountMax) ?? shipped.Outlets,
            loss.Duration("within", zeroAllowed: false) ?? shipped.Within);
        loss.Done();
        return read;
    }

    private static DocReader? Open(DocReader reader, string key, List<DocFault> faults) =>
        reader.Node(key) is { } node ? DocReader.Open(node, reader.PathOf(key), faults) : null;

    /// <summary><c>30%</c> or <c>0.3</c>, more than none and at most all.</summary>
    private static double? Share(DocReader reader, string key)
    {
        if (reader.Node(key) is not { } node) return null;
        var share = node switch
        {
            DocNumber number => number.Value,
            DocText { Value: [.. var percent, '%'] } when double.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) => value / 100,
            _ => double.NaN,
        };
        if (share is > 0 and <= 1) return share;
        if (double.IsNaN(share)) reader.Fault(key, node, node is DocText ? "invalidValue" : "wrongType", $"expected a share such as 30% or 0.3, found {node.Described}");
        else reader.Fault(key, node, "outOfRange", "a share is above 0 % and at most 100 %: write 30% or 0.3");
        return null;
    }
}
