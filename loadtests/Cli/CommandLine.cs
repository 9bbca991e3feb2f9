using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Twin.LoadTests.Floor;
using Twin.LoadTests.Reports;
using Twin.LoadTests.Scenarios;
using Twin.LoadTests.Servers;

namespace Twin.LoadTests.Cli;

/// <summary>A verb for each scenario. Exit codes: 0 measured, 1 it could not be measured (one line says why), 2 the command line is wrong.</summary>
public static class CommandLine
{
    public static async Task<int> Run(string[] args)
    {
        var root = new RootCommand("Fleets of outlets against a running Twin, measured against the floor. Each scenario writes JSON and one HTML page and prints the same table.");
        foreach (var scenario in Scenario.All) root.Add(Verb(scenario));
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args);
        // Told to stop, a scenario stops its servers first; the parser's own patience of two seconds would leave them running.
        if (parsed.Errors.Count == 0) return await parsed.InvokeAsync(new() { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) });
        await Console.Error.WriteLineAsync($"loadtests: {string.Join("; ", parsed.Errors.Select(e => e.Message.TrimEnd('.')))}. See --help.");
        return 2;
    }

    private static Command Verb(Scenario scenario)
    {
        var defaults = scenario.Defaults;
        var outlets = Number("--outlets", defaults.Outlets, 1, 400_000, "Outlets of the network.");
        var devices = Number("--devices", defaults.DevicesPerOutlet, 1, 60, "Devices of each outlet: a line, then terminals and cameras in turn.");
        var seconds = Number("--seconds", (int)defaults.Measure.TotalSeconds, 1, 3_600, "How long each stretch is measured.");
        var warmUp = Number("--warm-up", (int)defaults.WarmUp.TotalSeconds, 0, 600, "Seconds before each measured stretch that are not counted.");
        var runs = Number("--runs", defaults.Runs, 1, 100, "How often it is measured; told are the median, the least and the most.");
        var duration = Number("--duration", (int)defaults.Duration.TotalSeconds, 1, 7 * 86_400, "Seconds that what takes long takes: field, soak, flood, chaos.");
        var connections = Number("--connections", defaults.Connections, 0, 100_000, "Connections of the load; 0: what suits the scenario.");
        var rate = Number("--rate", (int)defaults.Rate, 0, 10_000_000, "Readings or requests a second of the open loop; 0: half of the most that was found.");
        var seed = Number("--seed", defaults.Seed, 0, int.MaxValue, "The same seed makes the same fleet and schedule.");
        var faults = new Option<double>("--faults-per-day") { Description = "Faults of each device a day, by chance.", HelpName = "X", DefaultValueFactory = _ => defaults.FaultsPerDay };
        faults.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && !(double.TryParse(r.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var given) && given is >= 0 and <= 10_000)) r.AddError($"--faults-per-day takes a number from 0 to 10000, not '{r.Tokens[0].Value}'");
        });
        var server = new Option<Uri?>("--server") { Description = "A Twin that runs already; it is given outlets and readings, which are removed afterwards. Without it one is started, and stopped afterwards.", HelpName = "URL", CustomParser = Url };
        var key = new Option<string?>("--key") { Description = "Its admin key. [default: TWIN_KEY]", HelpName = "KEY" };
        var mqtt = Number("--mqtt-port", defaults.MqttPort, 1, 65_535, "Where it takes MQTT.");
        var resume = new Option<bool>("--resume") { Description = "What an earlier run with the same options has measured is taken from its report in the folder." };
        var pid = new Option<int?>("--pid") { Description = "Its process, for processor time and memory.", HelpName = "N" };
        var folder = new Option<string>("--out") { Description = "The folder for the reports.", HelpName = "DIR", DefaultValueFactory = _ => defaults.Out };
        var listen = new Option<string?>("--serve") { Description = "Only serve the floor at this address, until it is told to stop.", HelpName = "URL" };
        var verb = new Command(scenario.Name, scenario.What) { outlets, devices, seconds, warmUp, runs, duration, connections, rate, seed, server, key, mqtt, pid, folder };
        if (scenario.Name == "floor") verb.Add(listen);
        if (scenario.Name == "field") verb.Add(faults);
        if (scenario.Name == "all") verb.Add(resume);
        verb.SetAction(async (parsed, stop) =>
        {
            if (scenario.Name == "floor" && parsed.GetValue(listen) is { } url) return await FloorServer.Serve(url);
            var options = new LoadOptions
            {
                Outlets = parsed.GetValue(outlets),
                DevicesPerOutlet = parsed.GetValue(devices),
                Measure = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                WarmUp = TimeSpan.FromSeconds(parsed.GetValue(warmUp)),
                Runs = parsed.GetValue(runs),
                Duration = TimeSpan.FromSeconds(parsed.GetValue(duration)),
                Connections = parsed.GetValue(connections),
                Rate = parsed.GetValue(rate),
                Seed = parsed.GetValue(seed),
                FaultsPerDay = scenario.Name == "field" ? parsed.GetValue(faults) : defaults.FaultsPerDay,
                Server = parsed.GetValue(server),
                Key = parsed.GetValue(key) ?? Environment.GetEnvironmentVariable("TWIN_KEY"),
                Pid = parsed.GetValue(pid),
                MqttPort = parsed.GetValue(mqtt),
                Resume = scenario.Name == "all" && parsed.GetValue(resume),
                Given = verb.Options.Where(o => parsed.GetResult(o) is { Implicit: false }).Select(o => o.Name).ToHashSet(),
                Out = parsed.GetRequiredValue(folder),
            };
            // What only lasts has one length, whichever way it is given.
            if (scenario.OnlyLasts && options.Given.Contains("--seconds") && !options.Given.Contains("--duration")) options = options with { Duration = options.Measure };
            if (options.Server is not null && options.Key is null) return Fail("--server needs --key or TWIN_KEY", 2);
            return await Measure(scenario, options, stop);
        });
        return verb;
    }

    private static async Task<int> Measure(Scenario scenario, LoadOptions options, CancellationToken stop)
    {
        // One thread turns all sockets and runs what follows, instead of handing each answer to another thread: the generator takes less of the machine it shares.
        if (scenario.OneThread)
        {
            Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
            Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_THREAD_COUNT", "1");
        }
        var bench = new Bench(options, new Report(scenario.Name, options), stop);
        try
        {
            // Each scenario of 'all' is a guest by itself.
            await using var guest = options.Server is { } server && scenario.Name != "all" ? await Guest.Enter(server, options.Key!, bench.Progress) : null;
            await scenario.Run(bench);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Fail("told to stop; nothing is reported");
        }
        catch (Exception failure) when (failure is ServerException or HttpRequestException or IOException or TypeInitializationException)
        {
            // The last: what PostgreSQL needs is looked for when it is first asked for.
            return Fail(failure.GetBaseException().Message);
        }
        bench.Progress.Done();
        var files = ReportFiles.Write(bench.Report, options.Out);
        await Console.Out.WriteAsync(TextReport.Of(bench.Report));
        await Console.Out.WriteLineAsync($"{files.Html}\n{files.Json}");
        return 0;
    }

    private static Uri? Url(ArgumentResult given)
    {
        if (Uri.TryCreate(given.Tokens[0].Value, UriKind.Absolute, out var url) && url.Scheme == "http") return url;
        given.AddError($"--server takes http://HOST:PORT, not '{given.Tokens[0].Value}'");
        return null;
    }

    private static Option<int> Number(string name, int value, int from, int to, string what)
    {
        var option = new Option<int>(name) { Description = what, HelpName = "N", DefaultValueFactory = _ => value };
        option.Validators.Add(r =>
        {
            if (r.Tokens.Count > 0 && !(int.TryParse(r.Tokens[0].Value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var given) && given >= from && given <= to))
                r.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} takes a whole number from {from} to {to}, not '{r.Tokens[0].Value}'"));
        });
        return option;
    }

    private static int Fail(string why, int code = 1)
    {
        Console.Error.WriteLine($"loadtests: {string.Join(' ', why.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))}");
        return code;
    }
}
