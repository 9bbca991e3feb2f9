using Twin.Domain.Calendars;
using Twin.Domain.Documents;
using Twin.Domain.Time;
using Twin.Simulation.Queues;

namespace Twin.Simulation.Scenarios;

/// <summary>Reads <c>profile: [{days: mon-fri, from: "08:00", to: "12:00", factor: 1.5}]</c>; where several hold the last one counts, where none does it is 1.</summary>
internal sealed class ProfileReader(List<DocFault> faults)
{
    private const int StepsMax = 500;
    private const double FactorMax = 1000;
    private const int Day = 24 * 60;
    private static readonly int[] EveryDay = [0, 1, 2, 3, 4, 5, 6];

    /// <param name="queue">What it is of.</param>
    /// <param name="start">UTC; null: it begins on a Monday at midnight.</param>
    public ArrivalProfile? Read(DocReader queue, DateTime? start)
    {
        if (queue.Node("profile") is null) return null;
        var before = faults.Count;
        var factors = new double[7 * Day];
        Array.Fill(factors, 1.0);
        foreach (var (node, path) in queue.ListOfAtMost(StepsMax, "profile"))
        {
            if (DocReader.Open(node, path, faults) is not { } step) continue;
            var days = step.Node("days") is null ? EveryDay : WeekDays.Read(step, "days", faults);
            var (from, to, factor) = (step.Clock("from"), step.Clock("to"), step.Number("factor", required: true));
            step.Done();
            if (factor is < 0 or > FactorMax) step.Fault("factor", step.Node("factor"), "outOfRange", FormattableString.Invariant($"'factor' is from 0 to {FactorMax}: how many times as fast as 'arrivals' says"));
            if (from is not { } begins || to is not { } ends || factor is not { } times) continue;
            // Until midnight and on into the next day, when it ends before it begins.
            var minutes = (int)(ends - begins).TotalMinutes;
            if (minutes <= 0) minutes += Day;
            foreach (var day in days)
                for (var minute = 0; minute < minutes; minute++) factors[((day * Day) + (int)begins.TotalMinutes + minute) % factors.Length] = times;
        }
        if (faults.Count == before && factors.All(factor => factor == 0)) queue.Fault("profile", queue.Node("profile"), "outOfRange", "nobody ever comes: every 'factor' is 0");
        if (faults.Count > before) return null;
        return new(factors, start is { } utc ? SinceMonday(utc + ChinaTime.Offset) : TimeSpan.Zero);
    }

    private static TimeSpan SinceMonday(DateTime local) => TimeSpan.FromDays(((int)local.DayOfWeek + 6) % 7) + local.TimeOfDay;
}
