using System.Collections.Concurrent;
using Twin.Api.History;
using Twin.Domain.Muting;

namespace Twin.Api.Tests.History;

/// <summary>Maintenance windows that a test makes.</summary>
public sealed class FakeWindows : IMaintenanceWindows
{
    private readonly ConcurrentBag<Mute> _all = [];

    public void Add(MuteMatch match, DateTime from, DateTime until) => _all.Add(new() { Id = $"m{_all.Count}", Kind = MuteKind.Maintenance, Match = match, From = from, Until = until });

    public ValueTask<Mute[]> Since(DateTime since) => new([.. _all.Where(m => m.Until > since)]);
}
