using System.CommandLine;
using System.CommandLine.Parsing;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Twin.Api.Mqtt;
using Twin.Silo.Hosting;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Sqlite;

namespace Twin.Silo.Cli;

/// <summary><c>serve</c>: runs the twin until it is told to stop.</summary>
public static class ServeCommand
{
    public static Command Make()
    {
        var defaults = new ServeOptions();
        var urls = new Option<string?>("--urls") { Description = $"Where the API listens; ';' between several. [default: {defaults.Urls}]", HelpName = "URL" };
        var data = new Option<string?>("--data") { Description = $"The folder that holds everything. [default: {defaults.Data}]", HelpName = "DIR" };
        var demo = new Option<int?>("--demo") { Description = "Make N synthetic outlets and simulate their devices (1 to 200000).", HelpName = "N" };
        var storage = new Option<string?>("--storage") { Description = "Where state is stored. [default: sqlite]" };
        var mqtt = new Option<string?>("--mqtt") { Description = $"Where MQTT listens, HOST:PORT or 'off'. [default: {defaults.Mqtt}]", HelpName = "HOST:PORT" };
        var showKey = new Option<bool>("--show-key") { Description = "Print the admin key on standard output at start." };

        demo.Validators.Add(r => Check(r, () => r.GetValueOrDefault<int?>() is null or (>= 1 and <= 200_000), "--demo takes a number from 1 to 200000"));
        storage.AcceptOnlyFromAmong("sqlite");
        urls.Validators.Add(r => Check(r, () => ValidUrls(r.GetValueOrDefault<string?>()), "--urls takes http://HOST:PORT"));
        mqtt.Validators.Add(r => Check(r, () => ValidMqtt(r.GetValueOrDefault<string?>()), "--mqtt takes HOST:PORT or 'off'"));

        var command = new Command("serve", "Run the twin: silo, store, API and MQTT in one process.") { urls, data, demo, storage, mqtt, showKey };
        command.SetAction((parsed, stop) => Serve(
            new Dictionary<string, string?>
            {
                ["Twin:Urls"] = parsed.GetValue(urls),
                ["Twin:Data"] = parsed.GetValue(data),
                ["Twin:Demo"] = parsed.GetValue(demo)?.ToString(CultureInfo.InvariantCulture),
                ["Twin:Mqtt"] = parsed.GetValue(mqtt),
                ["Twin:ShowKey"] = parsed.GetValue(showKey) ? "true" : null,
            },
            stop));
        return command;
    }

    private static void Check(OptionResult result, Func<bool> valid, string message)
    {
        if (result.Tokens.Count == 0 || result.Errors.Any()) return;
        bool ok;
        try
        {
            ok = valid();
        }
        catch (InvalidOperationException)
        {
            return; // the parser has its own message for a value of the wrong type
        }
        if (!ok) result.AddError($"{message}, not '{result.Tokens[0].Value}'");
    }

    private static bool ValidUrls(string? urls) => urls?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is { Length: > 0 } all
        && all.All(u => Uri.TryCreate(u, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.AbsolutePath == "/");

    private static bool ValidMqtt(string? endpoint) =>
        endpoint == "off" || IPEndPoint.TryParse(endpoint ?? "", out var at) && endpoint!.Contains(':', StringComparison.Ordinal) && at.Port >= 0
        || endpoint?.Split(':') is [{ Length: > 0 }, var port] && ushort.TryParse(port, CultureInfo.InvariantCulture, out _);

    private static async Task<int> Serve(Dictionary<string, string?> given, CancellationToken stop)
    {
        var options = new ServeOptions();
        new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddJsonFile(Path.GetFullPath("appsettings.json"), optional: true)
            .AddEnvironmentVariables("TWIN__")
            .Build()
            .Bind(options);
        new ConfigurationBuilder().AddInMemoryCollection(given.Where(g => g.Value is not null)).Build().GetSection("Twin").Bind(options);
        var faults = new List<ValidationResult>();
        if (!Validator.TryValidateObject(options, new(options), faults, validateAllProperties: true))
            return CommandLine.Fail(string.Join("; ", faults.Select(f => f.ErrorMessage)), CommandLine.WrongUse);
        try
        {
            using var folder = DataFolder.Open(options.Data);
            var key = folder.AdminKey(Environment.GetEnvironmentVariable("TWIN_ADMIN_KEY"));
            await using var app = TwinHost.Build(options, folder, key);
            await app.StartAsync(stop);
            await Announce(app, options, key, stop);
            await app.WaitForShutdownAsync(stop);
            return CommandLine.Done;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return CommandLine.Done;
        }
        catch (Exception failure) when (failure is StoreException or MqttEndpointException or IOException or System.Net.Sockets.SocketException)
        {
            return CommandLine.Fail(failure.Message);
        }
    }

    /// <summary>Says that it answers, once it does.</summary>
    private static async Task Announce(WebApplication app, ServeOptions options, string key, CancellationToken stop)
    {
        await app.Services.GetRequiredService<Readiness>().WhenReady.WaitAsync(stop);
        var url = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        if (options.ShowKey) Console.WriteLine($"key {key}");
        Console.WriteLine($"ready {url}");
        await Console.Out.FlushAsync(stop);
    }
}
