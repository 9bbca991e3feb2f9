namespace Twin.Simulation.Calculators.Days;

/// <summary>
/// A day that begins empty and to which customers come in batches at known times, each with the probability to show up: how long they wait and when the last one leaves. Exact.
/// </summary>
internal sealed class Batches
{
    private readonly Emptying _windows;
    private readonly double _shows;
    private readonly double _closing;
    private double[] _present = [1];
    private double _at;
    private double _waits;
    private double _came;
    private bool _closed;

    /// <param name="closing">The time at which what is left is counted.</param>
    public Batches(Emptying windows, double noShow, double closing) => (_windows, _shows, _closing) = (windows, 1 - noShow, closing);

    /// <summary>Mean number still there at closing.</summary>
    public double LeftAtClosing { get; private set; }

    /// <summary>Mean time from closing to the last one's leaving; not below none.</summary>
    public double Overtime { get; private set; }

    public double Came => _came;
    public double WaitMean => _came > 0 ? _waits / _came : 0;

    /// <summary>Mean time at which the last one leaves.</summary>
    public double Finish { get; private set; }

    /// <summary>Runs the day: in the order of their times, how many are booked for each.</summary>
    public Batches Run(IEnumerable<(double At, int Booked)> batches)
    {
        foreach (var (at, booked) in batches)
        {
            if (at > _closing) Close();
            Move(at);
            for (var i = 0; i < booked; i++) Arrive();
        }
        // The windows may be empty long before the last batch, but never after it for good.
        Finish = _at + Mean(_windows.MeanTime);
        if (_closed) Overtime = Finish - _closing;
        else Close();
        return this;
    }

    private void Close()
    {
        if (_closed) return;
        _closed = true;
        Move(_closing);
        (LeftAtClosing, Overtime) = (Mean(n => n), Mean(_windows.MeanTime));
    }

    private void Move(double at)
    {
        if (at > _at) _present = _windows.After(_present, at - _at);
        _at = Math.Max(_at, at);
    }

    private void Arrive()
    {
        _waits += _shows * Mean(_windows.MeanWait);
        _came += _shows;
        var next = new double[_present.Length + 1];
        for (var n = 0; n < _present.Length; n++)
        {
            next[n] += (1 - _shows) * _present[n];
            next[n + 1] += _shows * _present[n];
        }
        _present = next;
    }

    private double Mean(Func<int, double> of)
    {
        var sum = 0.0;
        for (var n = 0; n < _present.Length; n++) sum += _present[n] * of(n);
        return sum;
    }
}
