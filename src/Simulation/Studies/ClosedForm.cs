using System.Globalization;
using Twin.Domain.Documents;
using Twin.Simulation.Calculators.Asking;
using Twin.Simulation.Distributions;
using Twin.Simulation.Queues;
using Twin.Simulation.Runs;
using Twin.Simulation.ServiceDays;

namespace Twin.Simulation.Studies;

/// <summary>
/// What a calculator says to the same question, in the figures of the scenario. <see cref="Arguments"/> are as for <c>plan</c>, in seconds, so that the reader can ask it again.
/// </summary>
public sealed record ClosedForm(string Calculator, IReadOnlyList<string> Arguments, string Formula, string Source, IReadOnlyList<(string Metric, double Value)> Figures)
{
    /// <summary>Null when there is none for this model, or it has no answer.</summary>
    public static ClosedForm? Of(IScenarioModel model)
    {
        var form = model switch
        {
            QueueModel queue => OfQueue(queue.Scenario),
            ServiceDayModel day => OfDay(day.Scenario),
            _ => null,
        };
        return form is null ? null : form with { Figures = [.. form.Figures.Where(f => model.Metrics.Any(m => m.Name == f.Metric))] };
    }

    private static ClosedForm? OfQueue(QueueScenario queue)
    {
        if (queue.Profile is not null || queue.Classes.Any(c => c.Arrivals is not Exponential)) return null;
        var first = queue.Classes[0];
        var (lambda, mu, servers) = (1 / first.Arrivals.Mean, 1 / first.Service.Mean, queue.Servers);
        var exponential = first.Service is Exponential;
        if (queue.Classes.Count > 1) return OfClasses(queue);
        if (queue.Population is { } machines)
            return exponential && servers is { } crew
                ? Ask("machine-repairman", [("n", machines), ("c", crew), ("lambda", lambda), ("mu", mu), ("spares", queue.Spares)], "down", "operating", "availability", "pAllUp", "utilisation", "waitMean")
                : null;
        return (queue.Capacity, first.Patience, servers) switch
        {
            (null, null, null) => Ask("infinite-server", [("lambda", lambda), ("mean", 1 / mu)], "L=systemLength"),
            ({ } places, null, { } c) when places == c => Ask("erlang-b", [("a", lambda / mu), ("c", c)], "pBlock", "utilisation"),
            ({ } places, null, { } c) when exponential => Ask("mmck", [("lambda", lambda), ("mu", mu), ("c", c), ("k", places)], "pBlock", "Wq=waitMean", "Lq=queueLength", "L=systemLength", "utilisation"),
            (null, Exponential patience, { } c) when exponential => Ask("erlang-a", [("lambda", lambda), ("mu", mu), ("theta", 1 / patience.Mean), ("c", c)], "pWait", "pAbandon", "Wq=waitMean", "Lq=queueLength"),
            (null, null, { } c) when exponential => Ask("erlang-c", [("lambda", lambda), ("mu", mu), ("c", c), ("t", queue.WaitOver ?? 0)], "pWait", "Wq=waitMean", "waitP95", "Lq=queueLength", "L=systemLength", "utilisation", "pWaitOver"),
            (null, null, 1) => Ask("mg1", [("lambda", lambda), ("mean", 1 / mu), ("cv2", first.Service.Cv2)], "Wq=waitMean", "Lq=queueLength", "L=systemLength"),
            _ => null,
        };
    }

    private static ClosedForm? OfClasses(QueueScenario queue)
    {
        if (queue.Discipline == QueueDiscipline.FirstCome || queue.Capacity is not null || queue.Servers is not { } servers || queue.Classes.Any(c => c.Patience is not null)) return null;
        var mean = queue.Classes[0].Service.Mean;
        if (servers > 1 && queue.Classes.Any(c => c.Service is not Exponential || c.Service.Mean != mean)) return null;
        static string Vector(IEnumerable<double> values) => string.Join(',', values.Select(Text));
        string[] arguments =
        [
            $"lambda={Vector(queue.Classes.Select(c => 1 / c.Arrivals.Mean))}", servers > 1 ? $"mu={Text(1 / mean)}" : $"mu={Vector(queue.Classes.Select(c => 1 / c.Service.Mean))}", $"c={servers}",
            $"discipline={(queue.Discipline == QueueDiscipline.Preemptive ? "preemptive" : "nonpreemptive")}", .. servers > 1 ? Array.Empty<string>() : [$"cv2={Vector(queue.Classes.Select(c => c.Service.Cv2))}"],
        ];
        return Ask("priority", arguments, answer => answer.FirstOrDefault(f => f.Name == "Wq")?.Value is double[] waits
            ? [.. waits.Select((wait, i) => ($"waitMean.{queue.Classes[i].Name}", wait))]
            : []);
    }

    private static ClosedForm? OfDay(ServiceDayScenario day)
    {
        if (day.Service is not Exponential || day.Unpunctual is not null || day.Emergency is not null || day.Booked.Distinct().Count() != 1 || day.Booked[0] == 0 || day.SlotSeconds == 0) return null;
        return Ask(
            "service-day", [("windows", day.Windows), ("slots", day.Booked.Count), ("slot", day.SlotSeconds), ("perSlot", day.Booked[0]), ("service", day.Service.Mean), ("noShow", day.NoShow)],
            "waitMean", "overtime", "finishMean=finish");
    }

    // Results are called as the scenario's figures are, or "theirs=ours".
    private static ClosedForm? Ask(string calculator, (string Name, double Value)[] arguments, params string[] results) => Ask(
        calculator, [.. arguments.Select(a => $"{a.Name}={Text(a.Value)}")],
        answer => [.. results.Select(r => r.Split('=')).Select(r => (Ours: r[^1], Value: answer.FirstOrDefault(f => f.Name == r[0])?.Value)).Where(f => f.Value is double).Select(f => (f.Ours, (double)f.Value!))]);

    private static ClosedForm? Ask(string calculator, string[] arguments, Func<IReadOnlyList<Figure>, IReadOnlyList<(string, double)>> figures)
    {
        var answer = Plan.Ask(calculator, arguments, new NoFiles());
        return answer.Faults.Count > 0 ? null : new(calculator, arguments, answer.Calculator!.Formula, answer.Calculator.Source, figures(answer.Results));
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private sealed class NoFiles : IPlanFiles
    {
        public string Text(string path) => throw new NotSupportedException();
        public DocNode? Document(string text, string path, List<DocFault> faults) => throw new NotSupportedException();
    }
}
