using Twin.Simulation.Kernel;
using Twin.Simulation.Output;
using Twin.Simulation.Randomness;

namespace Twin.Simulation.ServiceDays;

/// <summary>One day. The clock begins at the opening; who is there before waits at the door.</summary>
internal sealed class ServiceDayRun
{
    private const byte LeaveClass = 0;
    private const byte ComeClass = 1;

    private enum Kind : byte { Leave, Come, EmergencyArrives }

    private readonly record struct DayEvent(Kind Kind, int Customer);

    private readonly record struct Customer(int Slot, long BookedUs, long ComesUs, long ServiceUs);

    private readonly ServiceDayScenario _scenario;
    private readonly ServiceDayFigures _figures;
    private readonly EventQueue<DayEvent> _events = new();
    private readonly List<Customer> _customers = [];
    private readonly Queue<int> _waiting = new();
    private readonly TimeAverage _queue = new();
    private readonly int _day;
    private int _windows;
    private int _busy;
    private int _booked;
    private int _served;
    private long _busyUs;
    private long _lastUs;
    private bool _emergencyCalled;

    public ServiceDayRun(ServiceDayScenario scenario, RandomStreams streams, int day, ServiceDayFigures figures)
    {
        (_scenario, _figures, _day, _windows) = (scenario, figures, day, scenario.Windows);
        Book(streams);
    }

    public void Run()
    {
        // In the order in which they come, which at the door is the order of those who came before the opening.
        foreach (var i in Enumerable.Range(0, _customers.Count).OrderBy(i => _customers[i].ComesUs))
            _events.Schedule(Math.Max(0, _customers[i].ComesUs), new(Kind.Come, i), ComeClass);
        while (_events.TryNext(VirtualTime.Never, out var next))
        {
            _figures.Log(_events.NowUs, (int)next.Kind, ((long)_day << 32) | (uint)next.Customer);
            switch (next.Kind)
            {
                case Kind.Come: Come(next.Customer); break;
                case Kind.Leave: Leave(); break;
                default: _windows += _scenario.Emergency!.People; StartAll(); break;
            }
        }
        if (_served != _customers.Count || _busy != 0 || _waiting.Count > 0)
            throw new BrokenInvariantException($"a service day ended with {_customers.Count} who came, {_served} served, {_busy} in service and {_waiting.Count} waiting");
        _figures.Day(_lastUs, _busyUs, _queue.Area(_lastUs), _booked, _served, _events.Ran);
    }

    // Everyone has streams of their own, so that one more booking, or a no-show, moves nobody else.
    private void Book(RandomStreams streams)
    {
        for (var slot = 0; slot < _scenario.Booked.Count; slot++)
        {
            var at = VirtualTime.FromSeconds(slot * _scenario.SlotSeconds);
            for (var n = 0; n < _scenario.Booked[slot]; n++, _booked++)
            {
                var random = streams.Stream("customer", ((long)_day << 40) | ((long)slot << 20) | (uint)n);
                var shows = !random.Happens(_scenario.NoShow);
                var service = _scenario.Service.SampleUs(random);
                var comes = at + OffByUs(random);
                if (shows) _customers.Add(new(slot, at, comes, service));
            }
        }
    }

    private long OffByUs(RandomStream random)
    {
        if (_scenario.Unpunctual is not { } off) return 0;
        var draw = random.Uniform();
        if (draw < off.EarlyShare) return -off.EarlyBy!.SampleUs(random);
        return draw < off.EarlyShare + off.LateShare ? off.LateBy!.SampleUs(random) : 0;
    }

    private void Come(int customer)
    {
        _waiting.Enqueue(customer);
        StartAll();
        if (_scenario.Emergency is not { } staff || _emergencyCalled || _waiting.Count < staff.WhenWaiting) return;
        _emergencyCalled = true;
        _figures.EmergencyCalled();
        _events.Schedule(_events.NowUs + VirtualTime.FromSeconds(staff.ArriveSeconds), new(Kind.EmergencyArrives, -1), ComeClass);
    }

    private void Leave()
    {
        _busy--;
        _served++;
        _lastUs = _events.NowUs;
        StartAll();
        // Those on call go as soon as nobody waits; they can be called again.
        if (_windows > _scenario.Windows && _waiting.Count == 0) (_windows, _emergencyCalled) = (_scenario.Windows, false);
    }

    private void StartAll()
    {
        var now = _events.NowUs;
        while (_busy < _windows && _waiting.TryDequeue(out var next))
        {
            var customer = _customers[next];
            _busy++;
            _busyUs += customer.ServiceUs;
            // Who comes before the booked time waits for that by choice.
            _figures.Waited(customer.Slot, Math.Max(0, now - Math.Max(customer.BookedUs, customer.ComesUs)));
            _events.Schedule(now + customer.ServiceUs, new(Kind.Leave, next), LeaveClass);
        }
        _queue.Set(_waiting.Count, now);
    }
}
