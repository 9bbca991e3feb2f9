using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using Twin.Domain.Access;
using Twin.Domain.Network;
using Twin.Grains.Access;
using Twin.Grains.Network;

namespace Twin.Api.Tests.View;

/// <summary>A grain factory whose districts are plain objects with a feed that the test drives.</summary>
public class FakeDistricts : DispatchProxy
{
    private readonly ConcurrentDictionary<string, FakeDistrict> _districts = new();

    public static (IGrainFactory Factory, FakeDistricts Districts) Create()
    {
        var factory = Create<IGrainFactory, FakeDistricts>();
        return (factory, (FakeDistricts)(object)factory);
    }

    public int References { get; private set; }

    /// <summary>Districts answer that nothing is new: the test feeds the view itself.</summary>
    public bool Quiet { get; set; }

    public FakeDistrict this[string code] => _districts.GetOrAdd(code, c => new(DivisionCode.Parse(c)) { Quiet = Quiet });

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var type = targetMethod!.GetGenericArguments().FirstOrDefault();
        if (targetMethod.Name == "CreateObjectReference")
        {
            References++;
            return args![0];
        }
        if (type == typeof(IKeyringGrain)) return NoKeys.Instance;
        if (type == typeof(IDistrictGrain)) return this[((string)args![0]!)[2..]];
        if (typeof(IDeviceGrain).IsAssignableFrom(type)) return RuntimeHelpers.GetUninitializedObject(typeof(NoDevice));
        throw new NotSupportedException(targetMethod.ToString());
    }

    private sealed class NoKeys : IKeyringGrain
    {
        public static readonly NoKeys Instance = new();

        public ValueTask<KeyReason> Add(AccessKey key) => throw new NotSupportedException();
        public ValueTask<AccessKey?> Revoke(string nameOrId) => throw new NotSupportedException();
        public ValueTask<AccessKey[]> List() => throw new NotSupportedException();
        public ValueTask<KeyringChanges> Since(long version) => new(new KeyringChanges(0, null));
        public ValueTask Used(KeyUse[] uses) => throw new NotSupportedException();
    }

    private sealed class NoDevice : ITerminalGrain, ICameraGrain, ILineGrain
    {
        public ValueTask<IngestOutcome> Apply(Domain.Readings.Reading reading) => throw new NotSupportedException();
        public ValueTask<IngestOutcome[]> ApplyAll(Domain.Readings.Reading[] readings) => throw new NotSupportedException();
        public ValueTask<bool> Settle(Orleans.Runtime.ActivationId activation) => throw new NotSupportedException();
        public ValueTask<Domain.Devices.DeviceSnapshot> Read() => throw new NotSupportedException();
        public ValueTask<Domain.Devices.DeviceSnapshot> ReadPresent() => throw new NotSupportedException();
        public ValueTask<Domain.Devices.DeviceFork?> Fork(bool evenAtRest) => throw new NotSupportedException();
        public ValueTask<Domain.Devices.DeviceSummary> Watch(string calendar) => throw new NotSupportedException();
        public ValueTask Forget() => throw new NotSupportedException();
        public Task Reconsider() => throw new NotSupportedException();
    }
}

/// <summary>A district that keeps every change, and loses a push when told to.</summary>
public sealed class FakeDistrict(DivisionCode code) : IDistrictGrain
{
    private readonly Lock _gate = new();
    private readonly List<(OutletRow? Row, OutletCode Code)> _changes = [];
    private INetworkFeed? _reader;
    private long _epoch = 1;

    public bool Failing { get; set; }
    public bool LosesPushes { get; set; }
    public bool Quiet { get; init; }
    public int Subscriptions { get; private set; }
    public TaskCompletionSource Left { get; } = new();
    public TaskCompletionSource Asked { get; private set; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A restart: versions begin anew, and only what is there now is known.</summary>
    public void Restart(params OutletRow[] rows)
    {
        lock (_gate)
        {
            _epoch++;
            _changes.Clear();
            foreach (var row in rows) _changes.Add((row, row.Code));
        }
    }

    public Task Put(OutletRow row) => Push((row, row.Code));
    public Task Remove(string outlet) => Push((null, OutletCode.Parse(outlet)));

    private Task Push((OutletRow? Row, OutletCode Code) change)
    {
        DistrictChanges told;
        INetworkFeed? reader;
        lock (_gate)
        {
            _changes.Add(change);
            told = Since(_changes.Count - 1);
            reader = LosesPushes ? null : _reader;
        }
        return reader?.Changed(told) ?? Task.CompletedTask;
    }

    private DistrictChanges Since(int version, bool whole = false)
    {
        var last = _changes.Skip(version).GroupBy(c => c.Code).Select(g => g.Last()).ToList();
        return new(code, new(_epoch, version), new(_epoch, _changes.Count), [.. last.Where(c => c.Row is not null).Select(c => c.Row!)],
            whole ? [] : [.. last.Where(c => c.Row is null).Select(c => c.Code)], whole);
    }

    public ValueTask<DistrictChanges> Changes(FeedPosition known) => throw new NotSupportedException();
    public ValueTask<OutletCode[]> Outlets() => throw new NotSupportedException();

    public ValueTask<DistrictChanges> Subscribe(INetworkFeed reader, FeedPosition known)
    {
        lock (_gate)
        {
            Subscriptions++;
            var asked = Asked;
            Asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
            asked.TrySetResult();
            if (Failing) throw new TimeoutException("The district does not answer.");
            if (Quiet) return new(new DistrictChanges(code, known, known, [], [], false));
            _reader = reader;
            return new(known.Epoch == _epoch && known.Version <= _changes.Count ? Since((int)known.Version) : Since(0, whole: true));
        }
    }

    public ValueTask Unsubscribe(INetworkFeed reader)
    {
        Left.TrySetResult();
        return default;
    }

    public ValueTask Register(OutletRow row) => throw new NotSupportedException();
    public ValueTask Unregister(OutletCode code) => throw new NotSupportedException();
    public Task Report(OutletRow row) => throw new NotSupportedException();
    public Task ReportIncident(Grains.Incidents.IncidentRow row) => throw new NotSupportedException();
    public ValueTask<DistrictWatch> Watch(bool devices, long cluster) => throw new NotSupportedException();
}
