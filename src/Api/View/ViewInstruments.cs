using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Twin.Domain.Access;
using Twin.Domain.Incidents;
using Twin.Domain.Network;

namespace Twin.Api.View;

/// <summary>
/// The network as this node sees it. Meter <c>Twin.Network</c>; every API node tells of the whole network, so that of several the largest counts, not the sum. Every status and severity is
/// always told, at 0 too: an alarm on what is not there does not go off.
/// </summary>
/// <remarks>Made when the host starts, as all instruments that look at others: by then the settings are known to be right.</remarks>
internal sealed class ViewInstruments(IMeterFactory meters, NetworkView view, NetworkFeedReader feed) : IHostedService
{
    public const string MeterName = "Twin.Network";

    private static readonly OutletStatus[] Statuses = Enum.GetValues<OutletStatus>();
    private static readonly Severity[] Severities = [.. Enum.GetValues<Severity>().Where(s => s != Severity.None)];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(MeterName);
        meter.CreateObservableGauge("twin.outlets", Outlets, "{outlet}", "Outlets by status.");
        meter.CreateObservableGauge("twin.incidents.open", OpenIncidents, "{incident}", "Incidents that are not closed, by severity.");
        meter.CreateObservableGauge("twin.incidents.unattended", Unattended, "{incident}", "Open incidents whose ladder ran out without anybody taking them.");
        meter.CreateObservableGauge("twin.view.districts_failing", () => feed.Failing, "{district}", "Districts that did not answer when last asked; their rows may be old.");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Measurement<long>> Outlets()
    {
        var (counts, _, _) = view.State.Scan(() => new StatusCounts());
        return Statuses.Select(s => new Measurement<long>(counts.Of(s), new KeyValuePair<string, object?>("status", Word(s))));
    }

    private IEnumerable<Measurement<long>> OpenIncidents()
    {
        var open = view.State.Incidents(DivisionLimit.Whole).Where(i => i.Phase != IncidentPhase.Closed).CountBy(i => i.Severity).ToDictionary();
        return Severities.Select(s => new Measurement<long>(open.GetValueOrDefault(s), new KeyValuePair<string, object?>("severity", Word(s))));
    }

    private long Unattended() => view.State.Incidents(DivisionLimit.Whole).Count(i => i.Phase < IncidentPhase.Resolved && i.Legs.Any(l => l.Unattended));

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    private sealed class StatusCounts : IRowVisitor
    {
        private readonly long[] _counts = new long[Statuses.Length];

        public long Of(OutletStatus status) => _counts[(int)status];

        public bool Needs(in RowOutline outline)
        {
            _counts[(int)outline.Status]++;
            return false;
        }

        public void Visit(ViewRow row) => _counts[(int)row.Status]++;
    }
}
