using System.Globalization;
using CsCheck;

namespace Twin.Simulation.Tests.Calculators;

public sealed class HypercubeTests
{
    private sealed record Model(bool Loss, double[] Mu, double[] Rates, int[][] Prefer);

    private static readonly Gen<Model> Models =
        from units in Gen.Int[1, 4]
        from atoms in Gen.Int[1, 5]
        from loss in Gen.Bool
        from mu in Gen.Double[0.5, 3].Array[units]
        from rates in Gen.Double[0.05, 1].Array[atoms]
        from orders in Gen.Shuffle(Enumerable.Range(0, units).ToArray()).Array[atoms]
        let scale = loss ? 1 : 0.9 * mu.Sum() / Math.Max(0.9 * mu.Sum(), rates.Sum())
        select new Model(loss, mu, [.. rates.Select(r => r * scale)], orders);

    [Fact]
    public void The_balance_equations_are_solved_as_by_elimination() => Models.Sample(model =>
    {
        var p = Eliminated(model);
        var answer = Asked.Results("hypercube file=m.json", ("m.json", Written(model)));
        for (var unit = 0; unit < model.Mu.Length; unit++)
            Assert.Equal(p.Where((_, s) => (s >> unit & 1) != 0).Sum(), answer["rho"]![unit]!.GetValue<double>(), 1e-9);
        Assert.Equal(p[^1], answer["pBusyAll"]!.GetValue<double>(), 1e-9);
        var served = answer["fractions"]!.AsArray().Sum(row => row!.AsArray().Sum(f => f!.GetValue<double>()));
        Assert.Equal(1, served, 1e-9);
        // What each unit serves is what keeps it busy.
        for (var unit = 0; unit < model.Mu.Length; unit++)
            Assert.Equal(
                answer["rho"]![unit]!.GetValue<double>() * model.Mu[unit],
                answer["fractions"]![unit]!.AsArray().Sum(f => f!.GetValue<double>()) * model.Rates.Sum() * (1 - answer["pLost"]!.GetValue<double>()), 1e-9);
    }, iter: 150);

    /// <summary>Larson's three cars with hardly a call, and with hardly a pause; worked out apart from this code with eighty digits.</summary>
    [Theory]
    [InlineData("infinite", 1e-9, 7.4999999972e-10, 4.000000000275e-10, 5.624999994375e-28, 0, 5.6333333325958333e-10)]
    [InlineData("loss", 1e-9, 7.4999999972e-10, 4.000000000275e-10, 5.6249999915625e-28, 5.6249999915625e-28, 5.6333333325958333e-10)]
    [InlineData("infinite", 1.99999, 0.99999559893258005, 0.99999466164278038, 0.99999055556975312, 0, 0.66666496324686299)]
    [InlineData("loss", 1.99999, 0.69530942149497584, 0.63041985175277798, 0.3461520488129196, 0.3461520488129196, 0.48630429867271849)]
    public void Rare_states_have_their_digits(string queue, double scale, double first, double third, double all, double lost, double others)
    {
        var rates = ((double[])[0.5, 0.25, 0.35, 0.4]).Select(r => (r * scale).ToString("R", CultureInfo.InvariantCulture)).ToArray();
        var text = $"queue: {queue}\nmu: 1\nunits: 3\natoms: [{{rate: {rates[0]}, prefer: [1, 2, 3]}}, {{rate: {rates[1]}, prefer: [1, 3, 2]}}, {{rate: {rates[2]}, prefer: [2, 1, 3]}}, {{rate: {rates[3]}, prefer: [3, 1, 2]}}]";
        foreach (var (figure, exact) in ((string, double)[])[("rho[0]", first), ("rho[2]", third), ("pBusyAll", all), ("pLost", lost), ("interdistrict", others)])
            Close.To(exact, Asked.Figure("hypercube file=m.yaml", figure, ("m.yaml", text)), 1e-8, figure);
    }

    [Fact]
    public void A_unit_that_no_atom_names_is_idle()
    {
        const string Text = "queue: loss\nunits: [{id: a, mu: 1}, {id: b, mu: 2}, {id: c, mu: 1}]\natoms: [{rate: 1e-6, prefer: [a]}, {rate: 2e-6, prefer: [b, a]}]";
        foreach (var (figure, exact) in ((string, double)[])[("rho[0]", 1.0000009999936667e-6), ("rho[1]", 9.99999000001e-7), ("rho[2]", 0), ("pLost", 3.333347777735926e-7), ("interdistrict", 6.6666511111429629e-7)])
            Close.To(exact, Asked.Figure("hypercube file=m.yaml", figure, ("m.yaml", Text)), 1e-8, figure);
    }

    [Fact]
    public void Twelve_units_are_worked_out()
    {
        var random = Enumerable.Range(0, 40).Select(i => Enumerable.Range(0, 12).OrderBy(u => (i * 7 + u * 5) % 13).ToArray()).ToArray();
        var model = new Model(false, [.. Enumerable.Repeat(1.0, 12)], [.. Enumerable.Range(0, 40).Select(i => 0.1 + (i % 5 * 0.05))], random);
        var answer = Asked.Results("hypercube file=m.json", ("m.json", Written(model)));
        var load = model.Rates.Sum();
        Close.To(load, answer["rho"]!.AsArray().Sum(r => r!.GetValue<double>()), 1e-10, "work done");
        Close.To(Asked.Figure(FormattableString.Invariant($"erlang-c lambda={load} mu=1 c=12"), "pWait"), answer["pBusyAll"]!.GetValue<double>(), 1e-10, "all busy");
    }

    [Fact]
    public void Calls_of_an_atom_that_only_some_serve_are_lost_while_others_are_idle()
    {
        var answer = Asked.Results("hypercube file=m.yaml", ("m.yaml", "queue: loss\nunits: [{id: a, mu: 1}, {id: b, mu: 2}]\natoms: [{id: x, rate: 0.5, prefer: [a]}, {id: y, rate: 3, prefer: [b]}]"));
        Close.To(1.0 / 3, answer["rho"]![0]!.GetValue<double>(), 1e-11, "a alone: 0.5 / 1.5");
        Close.To(0.6, answer["rho"]![1]!.GetValue<double>(), 1e-11, "b alone: 1.5 / 2.5");
        Close.To(((0.5 / 3) + (3 * 0.6)) / 3.5, answer["pLost"]!.GetValue<double>(), 1e-11, "lost");
    }

    [Theory]
    [InlineData("units: 2", "m.yaml(1,1): mu: 'mu' is missing|m.yaml(1,1): atoms: 'atoms' is missing")]
    [InlineData("mu: 0\nunits: 2\natoms: [{rate: 1, prefer: [1, 2]}]", "m.yaml(1,5): mu: 'mu' must be above 0")]
    [InlineData("mu: 1\nunits: 13\natoms: [{rate: 1, prefer: [1]}]", "'units' must be a whole number from 1 to 12")]
    [InlineData("mu: 1\nunits: [a, a]\natoms: [{rate: 1, prefer: [a]}]", "the unit 'a' is given twice")]
    [InlineData("mu: 1\nunits: [a, b]\natoms: [{rate: 1, prefer: [a, c]}]", "m.yaml(3,31): atoms[0].prefer[1]: there is no unit 'c'; there are a, b")]
    [InlineData("mu: 1\nunits: [a, b]\natoms: [{rate: -1, prefer: [a, a]}]", "'rate' must be above 0|the unit 'a' is given twice")]
    [InlineData("mu: 1\nunits: [a, b]\natoms: [{rate: 1, prefer: [a]}]", "with queue: infinite every atom names every unit")]
    [InlineData("queue: never\nmu: 1\nunits: 1\nspeed: 3\natoms: []", "expected infinite, loss; found the text 'never'|unknown field 'speed'|'atoms' is empty")]
    [InlineData("mu: 1\nunits: [a\natoms: 3", "not YAML|atoms")]
    [InlineData("mu: 1\nunits: 2\natoms: [{rate: 3, prefer: [1, 2]}]", "unstable: the load of 3 erlang is not below the 2 servers")]
    public void A_wrong_file_is_told_with_all_that_is_wrong_and_where(string text, string told)
    {
        var refused = Asked.Refused("hypercube file=m.yaml", ("m.yaml", text));
        Assert.Contains(told.Split('|'), part => refused.Contains(part, StringComparison.Ordinal));
        if (!text.Contains("[a\n", StringComparison.Ordinal)) Assert.All(told.Split('|'), part => Assert.Contains(part, refused, StringComparison.Ordinal));
    }

    private static string Written(Model model) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"queue": "{{(model.Loss ? "loss" : "infinite")}}",
         "units": [{{string.Join(", ", model.Mu.Select((mu, u) => FormattableString.Invariant($$"""{"id": "u{{u}}", "mu": {{mu:R}}}""")))}}],
         "atoms": [{{string.Join(", ", model.Rates.Select((rate, a) => FormattableString.Invariant($$"""{"rate": {{rate:R}}, "prefer": [{{string.Join(", ", model.Prefer[a].Select(u => $"\"u{u}\""))}}]}""")))}}]}
        """);

    /// <summary>P of every state by Gaussian elimination; the waiting ones are counted in with the full state.</summary>
    private static double[] Eliminated(Model model)
    {
        var states = 1 << model.Mu.Length;
        var equations = new double[states, states + 1];
        for (var s = 0; s < states; s++)
        {
            void Flow(int to, double rate)
            {
                equations[s, s] -= rate;
                equations[to, s] += rate;
            }
            for (var u = 0; u < model.Mu.Length; u++)
                if ((s >> u & 1) != 0) Flow(s & ~(1 << u), model.Mu[u]);
            for (var a = 0; a < model.Rates.Length; a++)
                if (model.Prefer[a].Cast<int?>().FirstOrDefault(u => (s >> u!.Value & 1) == 0) is { } free) Flow(s | 1 << free, model.Rates[a]);
        }
        for (var s = 0; s <= states; s++) equations[states - 1, s] = 1;
        // What waits: all busy for 1 + r + r^2 ... as long, r = lambda / mu.
        if (!model.Loss) equations[states - 1, states - 1] = 1 / (1 - (model.Rates.Sum() / model.Mu.Sum()));
        for (var column = 0; column < states; column++)
        {
            var pivot = Enumerable.Range(column, states - column).MaxBy(r => Math.Abs(equations[r, column]));
            for (var c = 0; c <= states; c++) (equations[column, c], equations[pivot, c]) = (equations[pivot, c], equations[column, c]);
            for (var row = 0; row < states; row++)
                if (row != column && equations[row, column] / equations[column, column] is var factor && factor != 0)
                    for (var c = column; c <= states; c++) equations[row, c] -= factor * equations[column, c];
        }
        var p = Enumerable.Range(0, states).Select(s => equations[s, states] / equations[s, s]).ToArray();
        p[^1] *= equationsScale(model);
        return p;

        static double equationsScale(Model m) => m.Loss ? 1 : 1 / (1 - (m.Rates.Sum() / m.Mu.Sum()));
    }
}
