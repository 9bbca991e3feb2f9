using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Twin.Domain.Network;
using Twin.Grains.Network;

namespace Twin.Api.View;

/// <summary>
/// Feeds the view from every district. Districts push their changes; a renewal every few seconds, which says what is known and is answered with
/// what was missed, heals whatever a push lost. A district that does not answer keeps its last known rows and is asked again.
/// </summary>
public sealed partial class NetworkFeedReader : IHostedService, INetworkFeed, IDisposable
{
    /// <summary>Well within <see cref="NetworkFeed.Lease"/>: a lost push shows after this long at the latest.</summary>
    public static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(5);

    /// <summary>Between two rounds while some district has never answered, as when the silo is starting.</summary>
    private static readonly TimeSpan FirstRetryEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan FarewellMax = TimeSpan.FromSeconds(2);

    private readonly IGrainFactory _grains;
    private readonly NetworkView _view;
    private readonly TimeProvider _time;
    private readonly ILogger<NetworkFeedReader> _logger;
    private readonly IReadOnlyList<DivisionCode> _districts;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<DivisionCode, bool> _asking = new();
    private readonly ConcurrentDictionary<DivisionCode, bool> _answered = new();
    private readonly ConcurrentDictionary<DivisionCode, bool> _failing = new();
    private readonly Lock _gate = new();
    private INetworkFeed? _self;
    private Task _loop = Task.CompletedTask;

    /// <param name="districts">Every district there is.</param>
    public NetworkFeedReader(IGrainFactory grains, NetworkView view, TimeProvider time, ILogger<NetworkFeedReader> logger, IReadOnlyList<DivisionCode> districts) =>
        (_grains, _view, _time, _logger, _districts) = (grains, view, time, logger, districts);

    /// <summary>Districts that did not answer when last asked.</summary>
    internal int Failing => _failing.Count;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(Renew, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Asks every district once for what the view lacks. A district that fails is logged and passed over.</summary>
    public Task SyncAll() => Task.WhenAll(_districts.Select(Ask));

    /// <summary>A district's push. Orleans holds observers weakly; the host holds this one.</summary>
    public Task Changed(DistrictChanges changes)
    {
        // Not awaited: the district need not wait until a gap is healed.
        if (_view.Apply(changes) == FeedOutcome.Gap && !_stopping.IsCancellationRequested) _ = Heal(changes.District);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (_self is not { } self) return;
        try
        {
            await Task.WhenAll(_districts.Select(d => _grains.District(d).Unsubscribe(self).AsTask())).WaitAsync(FarewellMax, cancellationToken);
        }
        catch (Exception e)
        {
            LogFarewellFailed(_logger, e); // the lease forgets us
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task Renew()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await SyncAll();
            await Task.Delay(_view.Ready ? RenewEvery : FirstRetryEvery, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task Heal(DivisionCode district)
    {
        LogGap(_logger, district);
        await Ask(district);
    }

    // One question at a time per district: a second one would only be answered with the same.
    private async Task Ask(DivisionCode district)
    {
        if (!_asking.TryAdd(district, true)) return;
        try
        {
            var asked = _grains.District(district).Subscribe(Self(), _view.State.Position(district));
            _view.Apply(await asked.AsTask().WaitAsync(AnswerMax, _time, _stopping.Token));
            if (_failing.TryRemove(district, out _)) LogRecovered(_logger, district);
            if (_answered.TryAdd(district, true) && _answered.Count == _districts.Count) BecomeReady();
        }
        catch (Exception e)
        {
            if (!_stopping.IsCancellationRequested && _failing.TryAdd(district, true)) LogFailing(_logger, e, district);
        }
        finally
        {
            _asking.TryRemove(district, out _);
        }
    }

    private void BecomeReady()
    {
        _view.MarkReady();
        LogReady(_logger, _districts.Count, _view.State.Seq);
    }

    // Made at first use: before the silo has started there is nothing to make it with.
    private INetworkFeed Self()
    {
        lock (_gate) return _self ??= _grains.CreateObjectReference<INetworkFeed>(this);
    }
}
