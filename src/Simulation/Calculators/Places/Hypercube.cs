using System.Numerics;
using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Calculators.Queues;

namespace Twin.Simulation.Calculators.Places;

/// <summary>
/// The hypercube queueing model: a state is the set of busy units, bit i for unit i. The balance equations are solved by Gauss-Seidel sweeps; after each sweep the numbers of busy
/// units are brought into balance with each other, which makes it settle within tens of sweeps.
/// </summary>
internal sealed class Hypercube
{
    private const int SweepsMax = 100_000;

    // Of each probability itself: with little to do, states of many busy units are rare, and have their digits too.
    private const double Settled = 1e-13;

    private readonly HypercubeModel _model;
    private readonly int _units;
    private readonly int _full;
    private readonly double _lambda;
    private readonly double _mu;

    /// <summary>By state and unit: the rate of calls that this unit gets.</summary>
    private readonly double[][] _sent;

    /// <summary>By state: the rate of leaving it upwards, by a call that someone takes.</summary>
    private readonly double[] _up;
    private readonly double[] _down;

    private Hypercube(HypercubeModel model)
    {
        _model = model;
        _units = model.Mu.Length;
        _full = (1 << _units) - 1;
        _lambda = model.Rates.Sum();
        _mu = model.Mu.Sum();
        _sent = [.. Enumerable.Range(0, _full + 1).Select(Sent)];
        _up = [.. _sent.Select(s => s.Sum())];
        _down = [.. Enumerable.Range(0, _full + 1).Select(state => Enumerable.Range(0, _units).Sum(u => Busy(state, u) ? model.Mu[u] : 0))];
    }

    public static Figure[] Figures(HypercubeModel model)
    {
        var cube = new Hypercube(model);
        if (!model.Loss) Stability.Check(cube._lambda / cube._mu * cube._units, cube._units);
        return cube.Answer(cube.Solve());
    }

    private static bool Busy(int state, int unit) => (state >> unit & 1) != 0;

    private double[] Sent(int state)
    {
        var sent = new double[_units];
        for (var atom = 0; atom < _model.Rates.Length; atom++)
            if (First(state, atom) is >= 0 and var unit) sent[unit] += _model.Rates[atom];
        return sent;
    }

    /// <summary>The first idle unit of an atom's list, or -1.</summary>
    private int First(int state, int atom)
    {
        foreach (var unit in _model.Prefer[atom])
            if (!Busy(state, unit)) return unit;
        return -1;
    }

    /// <summary>P of each state; while a queue is standing all are busy, which the full state includes.</summary>
    private double[] Solve()
    {
        var p = new double[_full + 1];
        // A unit that no atom names is never busy.
        var named = _model.Prefer.SelectMany(units => units).Aggregate(0, (all, unit) => all | (1 << unit));
        for (var s = 0; s <= _full; s++) p[s] = (s & ~named) == 0 ? 1.0 : 0;
        Level(p);
        for (var sweep = 0; ; sweep++)
        {
            if (sweep == SweepsMax) throw new NoAnswerException("the balance equations do not settle: the rates are too far apart");
            var change = Sweep(p);
            Level(p);
            if (change < Settled) break;
        }
        if (!_model.Loss) p[_full] /= 1 - (_lambda / _mu);
        var total = p.Sum();
        for (var s = 0; s < p.Length; s++) p[s] /= total;
        return p;
    }

    private double Sweep(double[] p)
    {
        var change = 0.0;
        for (var state = 0; state <= _full; state++)
        {
            var inflow = 0.0;
            for (var u = 0; u < _units; u++)
                inflow += Busy(state, u) ? p[state ^ (1 << u)] * _sent[state ^ (1 << u)][u] : p[state ^ (1 << u)] * _model.Mu[u];
            var next = inflow / (_up[state] + _down[state]);
            if (next > 0) change = Math.Max(change, Math.Abs(next - p[state]) / next);
            p[state] = next;
        }
        return change;
    }

    /// <summary>Between k and k + 1 busy units as much goes up as comes down.</summary>
    private void Level(double[] p)
    {
        var (up, down) = (new double[_units + 1], new double[_units + 1]);
        for (var s = 0; s <= _full; s++)
        {
            var busy = BitOperations.PopCount((uint)s);
            up[busy] += p[s] * _up[s];
            down[busy] += p[s] * _down[s];
        }
        var scale = new double[_units + 1];
        scale[0] = 1;
        for (var k = 1; k <= _units; k++) scale[k] = down[k] > 0 ? scale[k - 1] * up[k - 1] / down[k] : 0;
        var total = 0.0;
        for (var s = 0; s <= _full; s++) total += p[s] *= scale[BitOperations.PopCount((uint)s)];
        for (var s = 0; s <= _full; s++) p[s] /= total;
    }

    private Figure[] Answer(double[] p)
    {
        var waiting = _model.Loss ? 0 : p[_full];
        var fractions = new double[_units][];
        var lost = 0.0;
        for (var u = 0; u < _units; u++) fractions[u] = new double[_model.Rates.Length];
        for (var s = 0; s <= _full; s++)
            for (var atom = 0; atom < _model.Rates.Length; atom++)
                if (First(s, atom) is >= 0 and var unit) fractions[unit][atom] += p[s] * _model.Rates[atom] / _lambda;
                else if (_model.Loss) lost += p[s] * _model.Rates[atom] / _lambda;
        for (var u = 0; u < _units; u++)
            for (var atom = 0; atom < _model.Rates.Length; atom++)
                // A call from the queue goes to whoever is free first.
                fractions[u][atom] = (fractions[u][atom] + (waiting * _model.Rates[atom] / _lambda * _model.Mu[u] / _mu)) / (1 - lost);
        var rho = Enumerable.Range(0, _units).Select(u => Enumerable.Range(0, _full + 1).Sum(s => Busy(s, u) ? p[s] : 0)).ToArray();
        var others = Enumerable.Range(0, _units).Sum(unit => fractions[unit].Where((_, atom) => _model.Prefer[atom][0] != unit).Sum());
        return
        [
            Figure.Of("rho", rho), Figure.Of("pBusyAll", p[_full]), Figure.Of("pLost", lost), Figure.Of("meanDelay", _model.Loss ? 0.0 : waiting / (_mu - _lambda)),
            Figure.Of("fractions", fractions), Figure.Of("interdistrict", others),
        ];
    }
}
