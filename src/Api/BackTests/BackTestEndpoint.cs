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

/// <summary>What a rule book would have made of recorded readings, against the one in force.</summary>
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
            .WithSummary("Play recorded readings to a rule book and to the one in force")
            .WithDescription("A form of two parts: 'rulebook' (YAML, or JSON if it says so) and 'readings' (NDJSON as sent to /v1/telemetry, one a line in the order in which they came, gzip too), of 31 days at the most. "
                + "Outlets, calendars, teams and the default policy are those of now, for both sides; devices the recording has nothing of are left out; silences are not played. Nothing is changed and nobody is told. "
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
        if (RequestBody.FirstInvalid(body.RuleBook.Span) is { } notText) return RequestBody.NotUtf8(notText);
        var faults = new List<DocFault>();
        var book = DocumentText.Parse(Encoding.UTF8.GetString(body.RuleBook.Span), body.RuleBookIsJson ? DocumentFormat.Json : DocumentFormat.Yaml, faults) is { } document ? RuleBook.Read(document, faults) : null;
        if (await view.Await(null, http) is { } busy) return busy;
        if (!await turn.Free.WaitAsync(0, http.RequestAborted)) return Problem.Busy("Another back-test is being played. Nothing was done; send it again.", RetryAfterSeconds);
        try
        {
            var setting = await BackTestNetwork.Now(grains, view, book ?? RuleBook.Empty, answer is null ? null : wait);
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

    private static IResult Play(ReadOnlyMemory<byte> recording, BackTestSetting setting, List<DocFault> faults, CancellationToken stop)
    {
        var clock = System.Diagnostics.Stopwatch.StartNew();
        var (reader, lines) = (new RecordedReadings(setting.Outlets), 0L);
        var look = RecordingCheck.Of(reader, RequestBody.Open(recording), () =>
        {
            if (lines++ % LookEvery == 0) stop.ThrowIfCancellationRequested();
        });
        faults.AddRange(look.Faults.Select(fault => fault with { Path = BackTestBody.ReadingsPart }));
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
