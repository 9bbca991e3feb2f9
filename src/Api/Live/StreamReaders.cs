using Microsoft.Extensions.Options;
using Twin.Api.Access;
using Twin.Api.Admission;
using Twin.Api.Errors;

namespace Twin.Api.Live;

/// <summary>How many read the stream at this node, and how many of them with one key.</summary>
public sealed class StreamReaders
{
    /// <summary>Places come free when a reader leaves, which may take a while.</summary>
    private const int RetrySeconds = 10;

    private readonly KeyShares _shares;
    private readonly AdmissionInstruments _instruments;

    public StreamReaders(IOptions<StreamOptions> options, AdmissionInstruments instruments)
    {
        (_shares, _instruments) = (new(options.Value.ReadersMax, options.Value.ReadersPerKeyMax), instruments);
        instruments.Watch("stream", _shares);
    }

    /// <summary>Null when there is a place, which is to be left again.</summary>
    internal Problem? TryEnter(Caller caller)
    {
        var refusal = _shares.TryTake(caller.ShareKey, 1);
        if (refusal == Refusal.None) return null;
        _instruments.Refused("stream", refusal);
        return Problem.Of(refusal, "streams", RetrySeconds);
    }

    internal void Leave(Caller caller) => _shares.GiveBack(caller.ShareKey, 1);
}
