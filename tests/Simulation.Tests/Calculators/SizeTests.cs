using System.Globalization;
using CsCheck;

namespace Twin.Simulation.Tests.Calculators;

/// <summary>A size is enough, and one less is not.</summary>
public sealed class SizeTests
{
    private static double Ask(FormattableString line, string figure) => Asked.Figure(line.ToString(CultureInfo.InvariantCulture), figure);

    [Fact]
    public void Servers_that_lose_few() =>
        Gen.Select(Gen.Double[0.1, 400], Gen.Double[1e-4, 0.5]).Sample((a, p) =>
        {
            var c = (long)Ask($"erlang-b-size a={a} p={p}", "c");
            Assert.True(Ask($"erlang-b a={a} c={c}", "pBlock") <= p * (1 + 1e-11));
            Assert.True(Ask($"erlang-b a={a} c={c - 1}", "pBlock") > p * (1 - 1e-11));
        }, iter: 100);

    [Fact]
    public void Servers_that_keep_waits_short() =>
        Gen.Select(Gen.Double[0.1, 200], Gen.Double[0, 2], Gen.Double[1e-4, 0.5]).Sample((a, t, p) =>
        {
            var c = (long)Ask($"erlang-c-size lambda={a} service=1 t={t} p={p}", "c");
            Assert.True(Ask($"erlang-c lambda={a} mu=1 c={c} t={t}", "pWaitOver") <= p * (1 + 1e-11));
            if (c - 1 > a) Assert.True(Ask($"erlang-c lambda={a} mu=1 c={c - 1} t={t}", "pWaitOver") > p * (1 - 1e-11));
        }, iter: 100);

    [Fact]
    public void Spares_that_serve_most() =>
        Gen.Select(Gen.Double[0.1, 200], Gen.Double[0.01, 0.9999]).Sample((m, fill) =>
        {
            var s = (long)Ask($"spares-size demand={m} leadTime=1 fill={fill}", "stock");
            Assert.True(Ask($"spares-palm demand={m} leadTime=1 stock={s}", "fillRate") >= fill * (1 - 1e-11));
            Assert.True(Ask($"spares-palm demand={m} leadTime=1 stock={s - 1}", "fillRate") < fill * (1 + 1e-11));
        }, iter: 100);

    [Fact]
    public void Repairers_that_keep_machines_running() =>
        Gen.Select(Gen.Int[1, 400], Gen.Double[0.01, 1], Gen.Double[0.2, 0.99]).Sample((n, r, share) =>
        {
            var wanted = share / (1 + r);
            var c = (long)Ask($"machine-repairman-size n={n} lambda={r} mu=1 availability={wanted}", "c");
            Assert.True(Ask($"machine-repairman n={n} c={c} lambda={r} mu=1", "availability") >= wanted * (1 - 1e-11));
            if (c > 1) Assert.True(Ask($"machine-repairman n={n} c={c - 1} lambda={r} mu=1", "availability") < wanted * (1 + 1e-11));
        }, iter: 60);
}
