using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;

namespace Twin.Simulation.Tests.Calculators;

/// <summary>Formulas found in different ways say the same where their subjects meet.</summary>
public sealed class AgreementTests
{
    private static readonly Gen<double> Rate = Gen.Double[0.05, 20];

    private static double Ask(FormattableString line, string figure) => Asked.Figure(line.ToString(CultureInfo.InvariantCulture), figure);
    private static JsonNode All(FormattableString line) => Asked.Results(line.ToString(CultureInfo.InvariantCulture));

    private static void Same(double expected, double actual, string what, double relative = 1e-9) =>
        Assert.True(Math.Abs(expected - actual) <= (relative * Math.Abs(expected)) + 1e-11, string.Create(CultureInfo.InvariantCulture, $"{what}: {expected:R} and {actual:R}"));

    [Fact]
    public void A_queue_without_room_to_wait_is_Erlangs_loss_system() =>
        Gen.Select(Rate, Gen.Int[1, 60]).Sample((a, c) => Same(Ask($"erlang-b a={a} c={c}", "pBlock"), Ask($"mmck lambda={a} mu=1 c={c} k={c}", "pBlock"), "pBlock"), iter: 200);

    [Fact]
    public void A_queue_with_much_room_is_Erlangs_delay_system() =>
        Gen.Select(Gen.Double[0.1, 0.9], Gen.Int[1, 40]).Sample((rho, c) =>
            Same(Ask($"erlang-c lambda={rho * c} mu=1 c={c}", "Wq"), Ask($"mmck lambda={rho * c} mu=1 c={c} k={c + 2000}", "Wq"), "Wq"), iter: 100);

    [Fact]
    public void The_load_of_a_blocking_blocks_as_much() =>
        Gen.Select(Gen.Int[1, 500], Gen.Double[1e-6, 0.9]).Sample((c, p) => Same(p, Ask($"erlang-b a={Asked.Figure($"erlang-b-inverse c={c} p={p:R}", "a")} c={c}", "pBlock"), "pBlock"), iter: 100);

    [Fact]
    public void Endless_patience_is_Erlangs_delay_system() =>
        Gen.Select(Gen.Double[0.1, 0.9], Gen.Int[1, 40]).Sample((rho, c) =>
        {
            var patient = Ask($"erlang-c lambda={rho * c} mu=1 c={c}", "Wq");
            Same(patient, Ask($"erlang-a lambda={rho * c} mu=1 theta=0 c={c}", "Wq"), "theta 0");
            Same(patient, Ask($"erlang-a lambda={rho * c} mu=1 theta=1e-9 c={c}", "Wq"), "theta near 0", 1e-5);
        }, iter: 50);

    [Fact]
    public void Patience_as_long_as_a_service_is_a_server_for_everyone() =>
        Gen.Select(Rate, Gen.Int[1, 40]).Sample((a, c) =>
        {
            Same(a, Ask($"erlang-a lambda={a} mu=1 theta=1 c={c}", "L"), "L");
            Same(Ask($"poisson mean={a} k={c - 1}", "pMore"), Ask($"erlang-a lambda={a} mu=1 theta=1 c={c}", "pWait"), "pWait");
        }, iter: 100);

    [Fact]
    public void Who_comes_is_served_or_leaves() =>
        Gen.Select(Rate, Gen.Double[0.01, 5], Gen.Int[1, 40]).Sample((a, theta, c) =>
        {
            var queue = All($"erlang-a lambda={a} mu=1 theta={theta} c={c}");
            Same(a, (a * queue["pAbandon"]!.GetValue<double>()) + (queue["utilisation"]!.GetValue<double>() * c), "arrivals");
        }, iter: 100);

    [Fact]
    public void One_server_with_exponential_service_is_all_the_one_server_formulas() =>
        Gen.Double[0.05, 0.95].Sample(rho =>
        {
            var wq = rho / (1 - rho);
            Same(wq, Ask($"mg1 lambda={rho} mean=1 cv2=1", "Wq"), "mg1");
            Same(wq, Ask($"erlang-c lambda={rho} mu=1 c=1", "Wq"), "erlang-c");
            Same(wq, Ask($"priority lambda={rho} mu=1", "Wq[0]"), "priority");
            Same(wq + 1.5, Ask($"tandem lambda={rho} travel=0.5 mu=1 c=1", "timeMean"), "tandem");
        }, iter: 50);

    /// <summary>Whoever goes first, the work that waits is the same.</summary>
    [Theory]
    [InlineData("nonpreemptive", 1)]
    [InlineData("nonpreemptive", 4)]
    [InlineData("preemptive", 1)]
    [InlineData("preemptive", 4)]
    public void Priority_moves_waiting_about_and_makes_none(string discipline, int c) =>
        Gen.Double[0.01, 0.24].Array[2, 4].Sample(shares =>
        {
            var lambda = shares.Select(s => s * c).ToArray();
            var classes = All($"priority lambda={string.Join(',', lambda.Select(l => l.ToString("R", CultureInfo.InvariantCulture)))} mu=1 c={c} discipline={discipline}");
            var fcfs = Ask($"erlang-c lambda={lambda.Sum()} mu=1 c={c}", "Wq");
            Same(fcfs, classes["WqAll"]!.GetValue<double>(), "mean wait");
            var wq = classes["Wq"]!.AsArray().Select(w => w!.GetValue<double>()).ToArray();
            Assert.Equal(wq.Order(), wq);
        }, iter: 60);

    [Fact]
    public void Kleinrocks_conservation_law_holds_with_any_services() =>
        Gen.Select(Gen.Double[0.05, 0.3].Array[3], Gen.Double[0.3, 3].Array[3], Gen.Double[0, 4].Array[3]).Sample((loads, mu, cv2) =>
        {
            var lambda = loads.Zip(mu, (l, m) => l * m).ToArray();
            string Text(double[] values) => string.Join(',', values.Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
            var wq = All($"priority lambda={Text(lambda)} mu={Text(mu)} cv2={Text(cv2)}")["Wq"]!.AsArray().Select(w => w!.GetValue<double>()).ToArray();
            var rho = loads.Sum();
            var residual = Enumerable.Range(0, 3).Sum(i => lambda[i] * (1 + cv2[i]) / (mu[i] * mu[i])) / 2;
            Same(rho * residual / (1 - rho), loads.Zip(wq, (l, w) => l * w).Sum(), "work that waits");
        }, iter: 100);

    [Fact]
    public void The_most_urgent_do_not_notice_the_others_when_they_interrupt() =>
        Gen.Select(Gen.Double[0.05, 0.45], Gen.Double[0.05, 0.45], Gen.Int[1, 6]).Sample((a, b, c) =>
            Same(Ask($"erlang-c lambda={a * c} mu=1 c={c}", "Wq"), Ask($"priority lambda={a * c},{b * c} mu=1 c={c} discipline=preemptive", "Wq[0]"), "Wq"), iter: 60);

    [Fact]
    public void A_repair_shop_is_its_finite_sum() =>
        Gen.Select(Gen.Int[1, 15], Gen.Int[1, 15], Gen.Double[0.01, 3], Gen.Int[0, 5]).Sample((n, c, r, spares) =>
        {
            var p = new double[n + spares + 1];
            p[0] = 1;
            for (var k = 1; k < p.Length; k++) p[k] = p[k - 1] * r * Math.Min(n, n + spares - (k - 1)) / Math.Min(k, c);
            var total = p.Sum();
            var shop = All($"machine-repairman n={n} c={c} lambda={r} mu=1 spares={spares}");
            Same(p.Select((w, k) => w * k).Sum() / total, shop["down"]!.GetValue<double>(), "down");
            Same(p.Take(spares + 1).Sum() / total, shop["pAllUp"]!.GetValue<double>(), "pAllUp");
            Same(shop["failures"]!.GetValue<double>(), shop["utilisation"]!.GetValue<double>() * c, "failures are repaired");
            Same(shop["failures"]!.GetValue<double>() * shop["downTimeMean"]!.GetValue<double>(), shop["down"]!.GetValue<double>(), "Little");
        }, iter: 200);

    [Fact]
    public void A_repairer_for_every_machine_leaves_each_on_its_own() =>
        Gen.Select(Gen.Int[1, 300], Gen.Double[0.01, 3]).Sample((n, r) => Same(1 / (1 + r), Ask($"machine-repairman n={n} c={n} lambda={r} mu=1", "availability"), "availability"), iter: 60);

    [Fact]
    public void Very_many_machines_that_rarely_fail_are_a_queue() =>
        Same(Ask($"erlang-c lambda=8 mu=1 c=10", "Wq"), Ask($"machine-repairman n=1000000 c=10 lambda=8/1000000 mu=1", "waitMean"), "wait", 1e-3);

    [Fact]
    public void What_is_on_order_is_missing_from_the_shelf_or_waited_for() =>
        Gen.Select(Rate, Gen.Int[0, 40]).Sample((m, s) =>
        {
            var shelf = All($"spares-palm demand={m} leadTime=1 stock={s}");
            Same(s - m, shelf["onHand"]!.GetValue<double>() - shelf["backorders"]!.GetValue<double>(), "position");
            Same(Ask($"poisson mean={m} k={s}", "pAtMost"), Ask($"spares-palm demand={m} leadTime=1 stock={s + 1}", "fillRate"), "fillRate");
        }, iter: 100);

    [Fact]
    public void A_row_is_n_of_n_and_side_by_side_is_1_of_n() =>
        Gen.Select(Gen.Double[0.01, 0.99], Gen.Int[1, 30]).Sample((a, n) =>
        {
            var each = string.Join(',', Enumerable.Repeat(a.ToString("R", CultureInfo.InvariantCulture), n));
            Same(Ask($"availability series={each}", "availability"), Ask($"availability k={n} n={n} a={a}", "availability"), "series");
            Same(Ask($"availability parallel={each}", "availability"), Ask($"availability k=1 n={n} a={a}", "availability"), "parallel");
            Same(Ask($"availability series={each}", "minutesDownPerYear"), Ask($"availability k={n} n={n} a={a}", "minutesDownPerYear"), "minutes");
        }, iter: 60);

    [Fact]
    public void Units_that_are_alike_share_the_work_as_Erlang_has_it()
    {
        const string Units = "mu: 2\nunits: [a, b, c]\natoms: [{rate: 1, prefer: [a, b, c]}, {rate: 1, prefer: [b, c, a]}, {rate: 1, prefer: [c, a, b]}]";
        var waiting = Asked.Results("hypercube file=u.yaml", ("u.yaml", "queue: infinite\n" + Units));
        Same(Ask($"erlang-c lambda=3 mu=2 c=3", "pWait"), waiting["pBusyAll"]!.GetValue<double>(), "pWait");
        Same(Ask($"erlang-c lambda=3 mu=2 c=3", "Wq"), waiting["meanDelay"]!.GetValue<double>(), "Wq");
        Assert.All(waiting["rho"]!.AsArray(), rho => Same(0.5, rho!.GetValue<double>(), "rho"));
        var lost = Asked.Results("hypercube file=u.yaml", ("u.yaml", "queue: loss\n" + Units));
        Same(Ask($"erlang-b a=1.5 c=3", "pBlock"), lost["pLost"]!.GetValue<double>(), "pLost");
    }

    [Fact]
    public void A_service_day_with_one_window_and_one_a_slot_is_an_appointment_book() =>
        Gen.Select(Gen.Int[1, 25], Gen.Double[0.3, 3], Gen.Double[0, 0.5]).Sample((n, interval, noShow) =>
        {
            var (book, day) = (All($"appointments customers={n} interval={interval} service=1 noShow={noShow}"), All($"service-day windows=1 slots={n} slot={interval} perSlot=1 service=1 noShow={noShow}"));
            Same(book["waitMean"]!.GetValue<double>(), day["waitMean"]!.GetValue<double>(), "wait");
            Same(book["overtimeMean"]!.GetValue<double>(), day["overtime"]!.GetValue<double>(), "overtime");
            Same(book["makespanMean"]!.GetValue<double>(), day["finishMean"]!.GetValue<double>(), "finish");
        }, iter: 40);

    [Fact]
    public void All_at_the_beginning_wait_for_those_before_them() =>
        Gen.Select(Gen.Int[1, 60], Gen.Double[0.1, 5]).Sample((n, service) =>
        {
            var day = All($"appointments customers={n} rule=block service={service}");
            Same((n - 1) * service / 2, day["waitMean"]!.GetValue<double>(), "wait");
            Same(n * service, day["makespanMean"]!.GetValue<double>(), "makespan");
            Same(0, day["idleMean"]!.GetValue<double>(), "idle");
        }, iter: 40);
}
