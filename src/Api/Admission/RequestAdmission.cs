using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Twin.Api.Access;
using Twin.Api.Errors;

namespace Twin.Api.Admission;

/// <summary>For an endpoint that has a gate of its own.</summary>
public sealed record AdmittedElsewhere
{
    public static readonly AdmittedElsewhere Instance = new();
}

/// <summary>The gates of an API node: whoever was let in by their key waits here for their turn.</summary>
public sealed class RequestAdmission : IDisposable
{
    private readonly KeyRates? _rates;
    private readonly AdmissionInstruments _instruments;

    public RequestAdmission(IOptions<AdmissionOptions> options, TimeProvider time, AdmissionInstruments instruments)
    {
        var o = options.Value;
        Reads = new(o.ReadsAtOnceMax, o.WaitingMax, o.WaitMax, time);
        Writes = new(o.WritesAtOnceMax, o.WaitingMax, o.WaitMax, time);
        LongPolls = new(o.LongPollsMax, o.LongPollsPerKeyMax);
        _rates = KeyRates.Of(o.RequestsPerSecondPerKey);
        _instruments = instruments;
        instruments.Watch("read", Reads);
        instruments.Watch("write", Writes);
        instruments.Watch("longPoll", LongPolls);
    }

    public FairGate Reads { get; }
    public FairGate Writes { get; }
    public KeyShares LongPolls { get; }

    public void Dispose() => _rates?.Dispose();

    internal async Task Admit(HttpContext http, RequestDelegate next)
    {
        if (http.User.Identity is not CallerIdentity { Caller: var caller } || http.GetEndpoint() is not { } endpoint || endpoint.Metadata.GetMetadata<AdmittedElsewhere>() is not null)
        {
            await next(http);
            return;
        }
        var reads = HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method);
        if (_rates?.Wait(caller.ShareKey, 1) is { } seconds)
        {
            _instruments.Refused("rate", Refusal.KeyFull);
            await Problem.TooMany("This key makes more requests in a second than one may.", seconds).ExecuteAsync(http);
            return;
        }
        var turn = new RequestTurn(reads ? Reads : Writes, caller.ShareKey);
        if (await turn.EnterAsync(http.RequestAborted) is var refusal and not Refusal.None)
        {
            _instruments.Refused(reads ? "read" : "write", refusal);
            await Problem.Of(refusal, "requests").ExecuteAsync(http);
            return;
        }
        http.Features.Set(turn);
        try
        {
            await next(http);
        }
        finally
        {
            turn.Leave();
        }
    }
}

/// <summary>A request's place at its gate, which it gives up while it only waits.</summary>
public sealed class RequestTurn(FairGate gate, string key)
{
    private Turn _turn;
    private bool _in;

    public string Key => key;

    public async ValueTask<Refusal> EnterAsync(CancellationToken cancellation)
    {
        _turn = await gate.EnterAsync(key, 1, patient: false, cancellation);
        _in = _turn.Refusal == Refusal.None;
        return _turn.Refusal;
    }

    /// <summary>Nothing more is done for it, or not for now. Doing it again changes nothing.</summary>
    public void Leave()
    {
        if (!_in) return;
        _in = false;
        _turn.Leave();
    }
}

public static class AdmissionSetup
{
    public static IServiceCollection AddAdmission(this IServiceCollection services)
    {
        services.AddOptions<AdmissionOptions>().BindConfiguration(AdmissionOptions.Section).ValidateDataAnnotations()
            .Validate(o => o.WaitMax > TimeSpan.Zero && o.WaitMax <= TimeSpan.FromMinutes(10), "Admission: WaitMax is a time above zero and up to ten minutes.").ValidateOnStart();
        services.AddSingleton<AdmissionInstruments>();
        services.AddSingleton<RequestAdmission>();
        return services;
    }

    /// <summary>Behind authorization: who may not is not let in to wait either.</summary>
    public static IApplicationBuilder UseAdmission(this IApplicationBuilder app)
    {
        var admission = app.ApplicationServices.GetRequiredService<RequestAdmission>();
        return app.Use(next => http => admission.Admit(http, next));
    }
}
