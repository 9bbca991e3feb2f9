using System.ComponentModel;
using System.Reflection;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Twin.Api.Access;
using Twin.Api.Documents;
using Twin.Api.Errors;
using Twin.Api.Requests;
using Twin.Api.Telemetry;
using Twin.Api.View;
using Twin.Documents;
using Twin.Domain.Access;
using Twin.Domain.Documents;
using Twin.Domain.Escalation;
using Twin.Domain.Rules;
using Twin.Domain.Time;
using Twin.Grains.Simulations;
using Twin.Simulation.Replay;
using Twin.Simulation.Reports;

namespace Twin.Api.BackTests;

/// <summary>One back-test at a time: each holds a network twice and a core.</summary>
internal sealed class BackTestTurn
{
    public SemaphoreSlim Free { get; } = new(1, 1);
}

/// <summary>What a rule book and a policy would have made of recorded readings, against those in force.</summary>
public static class BackTestEndpoint
{
    /// <summary>A month of quiet days costs about as much as its readings; years of them do not.</summary>
    private static readonly TimeSpan SpanMax = TimeSpan.FromDays(31);
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private const int DifferencesMax = 1_000;
    private const int RetryAfterSeconds = 5;
    private const int LookEvery = 4096;
    private const string Otherwise = "a longer recording is played with 'simulate --replay'";

    private static readonly string Version = typeof(BackTestEndpoint).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    public static IServiceCollection AddBackTests(this IServiceCollection services) => services.AddSingleton<BackTestTurn>();

    public static void MapBackTest(this RouteGroupBuilder api) =>
        api.MapPost("/rulebook/backtest", Run).RequireScope(Scopes.Plan).LimitBody(BackTestBody.BytesMax).RefuseUnknownQuery().WithTags("Rule book").WithName("backTestRuleBook")
            .WithSummary("Play recorded readings to a rule book and a policy, and to those in force")
            .WithDescription("A form of these parts: 'rulebook' or 'policy' or both (YAML, or JSON if they say so; that in force, where one is left out), and 'readings' (NDJSON as sent to /v1/telemetry, one a line in the order in which they came, gzip too), of 31 days at the most. "
                + "Outlets, calendars and teams are those of now, for both sides; devices the recording has nothing of are left out; silences are not played. Nothing is changed and nobody is told. "
                + "Answers what 'simulate --replay' writes as result.json (docs/simulation.md), of the pairs only those that differ, a thousand at the most. Faults of the readings have the path 'readings'.")
            .TakesBody(new BodyForm(MediaTypes.Form, typeof(object)))
            .Produces<object>(200).ProducesProblems(400, 413, 415, 422);

    private static async Task<IResult> Run(HttpContext http, [FromServices] IGrainFactory grains, [FromServices] NetworkView view, [FromServices] BackTestTurn turn,
        [FromQuery, Description("Whoever is paged takes the job on after so long, e.g. 5m; nobody answers, if not given.")] string? answer)
    {
        var wait = TimeSpan.Zero;
        if (answer is not null && (!DurationText.TryParse(answer, out wait) || wait <= TimeSpan.Zero))
            return Problem.BadRequest("The query has faults.", new ProblemError("answer", "invalidValue", $"a time such as 90s, 5m or 1h is needed, not '{answer}'"));
        var (body, problem) = await BackTestBody.ReadAsync(http);
        if (body is null) return problem!;
        foreach (var part in (string[])[BackTestBody.RuleBookPart, BackTestBody.PolicyPart])
            if (body.Document(part) is var (text, _) && RequestBody.FirstInvalid(text.Span) is { } notText) return RequestBody.NotUtf8(notText);
        var faults = new List<DocFault>();
        var book = Tried(body, BackTestBody.RuleBookPart, RuleBook.Read, faults);
        var policy = Tried(body, BackTestBody.PolicyPart, (node, found) => EscalationPolicyReader.Read(EscalationPolicy.DefaultId, 0, node, found), faults);
        if (await view.Await(null, http) is { } busy) return busy;
        if (!await turn.Free.WaitAsync(0, http.RequestAborted)) return Problem.Busy("Another back-test is being played. Nothing was done; send it again.", RetryAfterSeconds);
        try
        {
            var setting = await BackTestNetwork.Now(grains, view, book, policy, answer is null ? null : wait);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
            stop.CancelAfter(LongestRun);
            return await QuietThread.Start("back-test", () => Play(body.Readings, setting, faults, stop.Token));
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            return Problem.Meaningless($"It takes longer than {LongestRun.TotalSeconds:0} s here; {Otherwise}.");
        }
        finally
        {
            turn.Free.Release();
        }
    }

    /// <summary>A document that was sent; null: there is none, or it has faults. Those of a policy have its part before their path, as a rule book's have not.</summary>
    private static T? Tried<T>(BackTestBody body, string part, Func<DocNode, List<DocFault>, T?> read, List<DocFault> faults) where T : class
    {
        if (body.Document(part) is not var (text, isJson)) return null;
        var found = new List<DocFault>();
        var document = DocumentText.Parse(Encoding.UTF8.GetString(text.Span), isJson ? DocumentFormat.Json : DocumentFormat.Yaml, found) is { } node ? read(node, found) : null;
        faults.AddRange(part == BackTestBody.RuleBookPart ? found : found.Select(fault => fault.Under(part)));
        return document;
    }

    private static IResult Play(ReadOnlyMemory<byte> recording, BackTestSetting setting, List<DocFault> faults, CancellationToken stop)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (reader, lines) = (new RecordedReadings(setting.Outlets), 0L);
        var look = RecordingCheck.Of(reader, [RequestBody.Open(recording)], () =>
        {
            if (lines++ % LookEvery == 0) stop.ThrowIfCancellationRequested();
        });
        faults.AddRange(look.Faults.Select(found => found.Fault with { Path = BackTestBody.ReadingsPart }));
        if (faults.Count > 0)
            return Problem.BadRequest(look.FaultCount > look.Faults.Count ? $"Nothing was played. The first {look.Faults.Count} of {look.FaultCount} faults of the readings are listed." : "Nothing was played.", faults);
        var summary = look.Summary;
        if (summary.Readings == 0)
            return Problem.Meaningless("Nothing was played.", new ProblemError(BackTestBody.ReadingsPart, "empty", summary.Unknown == 0 ? "there is no reading" : $"there is no reading of a device of the network, but of {string.Join(", ", summary.UnknownSample)}"));
        if (look.Span > SpanMax) return Problem.Meaningless("Nothing was played.", new ProblemError(BackTestBody.ReadingsPart, "tooLarge", $"the readings are of {look.Span.TotalDays:0} days, and {SpanMax.TotalDays:0} are accepted here; {Otherwise}"));
        var result = new BackTest(setting, summary).Run(reader.Readings(RequestBody.Open(recording)), stop);
        return Results.Text(BackTestJson.Differences(result, new(Version, clock.Elapsed.TotalSeconds), DifferencesMax), MediaTypes.Json, Encoding.UTF8);
    }
}
