using System.Globalization;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Days;

/// <summary>Days with appointments.</summary>
internal static class DayCalculators
{
    // Numbers of customers times services looked at; some ten seconds.
    private const double WorkMax = 1e9;

    private static readonly Argument Service = Argument.Time("service", "mean service time (exponential)");
    private static readonly Argument NoShow = Argument.Number("noShow", "share", "share of the booked who do not come") with { Min = 0, Max = 1, Optional = true, Default = "0" };
    private static readonly ResultMeaning Wait = new("waitMean", "mean wait of those who come");

    public static readonly Calculator[] All =
    [
        new("appointments", "One window and an appointment for everyone: waiting, idling and overtime")
        {
            Arguments =
            [
                Argument.Count("customers", "appointments", max: 5000),
                Argument.Delay("interval", "time between appointments; the mean service time when left out").Maybe(),
                new("rule", ArgumentKind.Text, "", "individual: one at a time; bailey:K: K at the beginning, then one at a time (Bailey-Welch: 2); block: all at the beginning") { Optional = true, Default = "individual" },
                Service,
                Argument.Delay("session", "planned length, from which overtime counts; customers x interval when left out").Maybe(),
                NoShow,
            ],
            Results =
            [
                Wait, new("idleMean", "mean time the window is idle before the last one leaves"), new("overtimeMean", "mean time beyond the session"),
                new("makespanMean", "mean time until the last one leaves"),
            ],
            Formula = "exact recursion over the number present at each appointment; between them a Poisson number of services; idle = makespan - customers who come x service",
            Source = "N. T. J. Bailey, Journal of the Royal Statistical Society B 14 (1952) 185; J. D. Welch, N. T. J. Bailey, Lancet 259 (1952) 1105",
            Example = "customers=10 rule=bailey:2 service=1",
            Compute = Appointments,
        },
        new("service-day", "Windows, slots and a number booked for each slot: waiting and overtime of a service day")
        {
            Arguments =
            [
                Argument.Count("windows", "windows", max: 10_000), Argument.Count("slots", "slots", max: 10_000), Argument.Time("slot", "length of a slot"),
                Argument.Count("perSlot", "booked for the beginning of each slot, punctual", max: 10_000), Service, NoShow,
            ],
            Results =
            [
                Wait, new("overtime", "mean time from the end of the last slot until the last one leaves"), new("served", "mean number served in all"), new("servedByClose", "mean number served by the end of the last slot"),
                new("finishMean", "mean time from opening until the last one leaves"), new("utilisation", "share of the windows' time in the slots that is busy, overtime work included"),
            ],
            Formula = "exact: the number present between slots by uniformisation of the pure death process with rates min(n, windows) / service",
            Source = "A. Jensen, Skandinavisk Aktuarietidskrift 36 (1953) 87",
            Example = "windows=8 slots=14 slot=30 perSlot=14 service=15",
            Compute = ServiceDay,
        },
        new("handling-time", "How long one may take so that windows get through everybody")
        {
            Arguments =
            [
                Argument.Count("customers", "customers to serve"), Argument.Count("windows", "windows"), Argument.Time("time", "opening time of each window, all days together"),
                Argument.Number("utilisation", "share", "share of that time that may be busy") with { Min = 0, Max = 1, Optional = true, Default = "1" },
            ],
            Results = [new("serviceMax", "longest mean service time"), new("perWindow", "customers a window")],
            Formula = "windows time utilisation / customers",
            Source = "conservation of work",
            Example = "customers=400 windows=8 time=2*7*60",
            Compute = g =>
            {
                var (customers, windows) = (g.Whole("customers"), g.Whole("windows"));
                return [Figure.Of("serviceMax", windows * g.Number("time") * g.Number("utilisation") / customers), Figure.Of("perWindow", (double)customers / windows)];
            },
        },
    ];

    private static Figure[] Appointments(Given g)
    {
        var (customers, service, noShow) = ((int)g.Whole("customers"), g.Number("service"), g.Number("noShow"));
        var first = First(g.Word("rule"), customers);
        if (g.Has("interval") && first == customers && g.Word("rule") == "block") throw new NoAnswerException("rule=block has no interval: all come at the beginning");
        var interval = g.Has("interval") ? g.Number("interval") : service;
        var session = g.Has("session") ? g.Number("session") : customers * interval;
        IEnumerable<(double, int)> booked = [(0, first), .. Enumerable.Range(1, customers - first).Select(i => (i * interval, 1))];
        var day = new Batches(new(1, service), noShow, session).Run(booked);
        return
        [
            Figure.Of("waitMean", day.WaitMean), Figure.Of("idleMean", Math.Max(0, day.Finish - (day.Came * service))), Figure.Of("overtimeMean", day.Overtime), Figure.Of("makespanMean", day.Finish),
        ];
    }

    /// <summary>How many are booked for the beginning.</summary>
    private static int First(string rule, int customers) => rule switch
    {
        "individual" => 1,
        "block" => customers,
        ['b', 'a', 'i', 'l', 'e', 'y', ':', .. var count] when int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var first) && first >= 1 =>
            first <= customers ? first : throw new NoAnswerException($"rule={rule} books more for the beginning than there are customers ({customers})"),
        _ => throw new NoAnswerException($"rule takes individual, bailey:K with K from 1 to {customers}, or block, not '{rule}'"),
    };

    private static Figure[] ServiceDay(Given g)
    {
        var (windows, slots, perSlot) = ((int)g.Whole("windows"), (int)g.Whole("slots"), (int)g.Whole("perSlot"));
        var (slot, service) = (g.Number("slot"), g.Number("service"));
        // Each customer, and each service of the day, looks at as many numbers as there may be customers.
        var customers = (double)slots * perSlot;
        if (customers * Math.Max(customers, windows * (slots * slot / service)) > WorkMax) throw new NoAnswerException("too many slots, windows and customers to be worked out exactly: simulate it");
        var day = new Batches(new(windows, service), g.Number("noShow"), slots * slot).Run(Enumerable.Range(0, slots).Select(i => (i * slot, perSlot)));
        return
        [
            Figure.Of("waitMean", day.WaitMean), Figure.Of("overtime", day.Overtime), Figure.Of("served", day.Came), Figure.Of("servedByClose", day.Came - day.LeftAtClosing),
            Figure.Of("finishMean", day.Finish), Figure.Of("utilisation", day.Came * service / (windows * slots * slot)),
        ];
    }
}
