using Twin.Domain.Incidents;
using Twin.Domain.Muting;
using Twin.Domain.Network;
using Twin.Domain.Readings;

namespace Twin.Grains.Tests.Differential;

/// <summary>A network that a log of events can be played to.</summary>
public interface ITwinUnderTest
{
    /// <summary>Lets one second pass.</summary>
    Task Pass();

    Task Put(OutletProfile outlet);
    Task Delete(OutletCode outlet);
    Task Apply(DeviceRef device, DeviceKind kind, Reading reading);
    Task Do(string incident, IncidentInput.Command command);

    /// <summary>Ids are given by the live book; the other is told them.</summary>
    Task<string> Add(Mute mute);
    Task End(string mute, MuteKind kind);
    Task Document(string name, string yaml);
    IReadOnlyList<string> IncidentIds { get; }

    Task<IReadOnlyList<Incident>> Incidents();
    Task<IReadOnlyList<string>> Outlets();
}
