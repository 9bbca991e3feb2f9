using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Twin.Api.Mqtt;
using Twin.Api.Tls;
using Twin.Silo.Hosting;
using Twin.Silo.Observability;
using Twin.Silo.Storage;
using Twin.Silo.Storage.Azure;
using Twin.Silo.Storage.Postgres;
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
        var demo = new Option<int?>("--demo") { Description = "Make N synthetic outlets and simulate their devices (1 to 200000).", HelpName = "N", CustomParser = Size };
        var storage = new Option<string?>("--storage") { Description = "Where state is stored. [default: sqlite]" };
        var mqtt = new Option<string?>("--mqtt") { Description = $"Where MQTT listens, HOST:PORT or 'off'. [default: {defaults.Mqtt}]", HelpName = "HOST:PORT" };
        var mqtts = new Option<string?>("--mqtts") { Description = $"Where MQTT over TLS listens, HOST:PORT or 'off'; needs Twin:Tls:Certificate. [default: {defaults.Mqtts}]", HelpName = "HOST:PORT" };
        var showKey = new Option<bool>("--show-key") { Description = "Print the admin key on standard output at start." };

        var connection = new Option<string?>("--connection") { Description = "How the store is reached: Host=…;Database=…;Username=…;Password=…, or a storage account's connection string. Better set as TWIN__Connection: others on the machine see command lines.", HelpName = "S" };
        var role = new Option<string?>("--role") { Description = "What this process does in a cluster. [default: all]" };
        var silo = new Option<string?>("--silo") { Description = $"Where other silos reach this one; port 0: a free one. [default: {defaults.Silo}]", HelpName = "ADDRESS:PORT" };
        var gateway = new Option<int?>("--gateway") { Description = "The port, at the silo's address, where API nodes reach it; 0: a free one. [default: 0]", HelpName = "PORT" };
        var logFormat = new Option<string?>("--log-format") { Description = "How log lines are written. [default: text]" };
        logFormat.AcceptOnlyFromAmong("text", "json");
        storage.AcceptOnlyFromAmong("sqlite", "postgres", "azure");
        role.AcceptOnlyFromAmong("all", "silo", "api");
        silo.Validators.Add(r => Check(r, ServeOptions.SiloFault));
        urls.Validators.Add(r => Check(r, ServeOptions.UrlsFault));
        mqtt.Validators.Add(r => Check(r, ServeOptions.MqttFault));
        mqtts.Validators.Add(r => Check(r, ServeOptions.MqttsFault));

        var command = new Command("serve", "Run the twin: silo, store, API and MQTT in one process, or a part of it in a cluster.") { urls, data, demo, storage, connection, role, silo, gateway, mqtt, mqtts, logFormat, showKey };
        command.SetAction((parsed, _) => Serve(
            new Dictionary<string, string?>
            {
                ["Twin:Urls"] = parsed.GetValue(urls),
                ["Twin:Data"] = parsed.GetValue(data),
                ["Twin:Demo"] = parsed.GetValue(demo)?.ToString(CultureInfo.InvariantCulture),
                ["Twin:Mqtt"] = parsed.GetValue(mqtt),
                ["Twin:Mqtts"] = parsed.GetValue(mqtts),
                ["Twin:Storage"] = parsed.GetValue(storage),
                ["Twin:Connection"] = parsed.GetValue(connection),
                ["Twin:Role"] = parsed.GetValue(role),
                ["Twin:Silo"] = parsed.GetValue(silo),
                ["Twin:Gateway"] = parsed.GetValue(gateway)?.ToString(CultureInfo.InvariantCulture),
                ["Twin:LogFormat"] = parsed.GetValue(logFormat),
                ["Twin:ShowKey"] = parsed.GetValue(showKey) ? "true" : null,
            }));
        return command;
    }

    private static void Check(OptionResult result, Func<string?, string?> fault)
    {
        if (result.Tokens is [{ Value: var given }] && fault(given) is { } message) result.AddError(message);
    }

    private static int? Size(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var size) && size is >= 1 and <= 200_000) return size;
        given.AddError($"--demo takes a number from 1 to 200000, not '{text}'");
        return null;
    }

    private static async Task<int> Serve(Dictionary<string, string?> given)
    {
        var (options, wrongly) = GivenSettings.Read(given);
        if (wrongly is not null) return CommandLine.Fail(wrongly, CommandLine.WrongUse);
        if (ExportSetup.Fault(Settings.AddTo(new ConfigurationBuilder()).Build()) is { } export) return CommandLine.Fail(export, CommandLine.WrongUse);
        try
        {
            using var folder = DataFolder.Open(options.Data);
            ListenCheck.Check(options);
            var key = folder.AdminKey(Environment.GetEnvironmentVariable("TWIN_ADMIN_KEY"));
            await using var storage = await Open(options, folder);
            await using var app = TwinHost.Build(options, storage, key);
            if (WrongSettings(app) is { } wrong) return CommandLine.Fail(wrong, CommandLine.WrongUse);
            if (options.NeedsCertificate && WrongCertificate(app) is { } unusable) return CommandLine.Fail(unusable, CommandLine.WrongUse);
            return await Run(app, options, key);
        }
        catch (Exception failure) when (failure is StoreException or ListenException or MqttEndpointException or IOException or UnauthorizedAccessException or SocketException)
        {
            return CommandLine.Fail(failure.Message);
        }
    }

    private static async Task<IStorageProfile> Open(ServeOptions options, DataFolder folder) => options.Storage switch
    {
        StorageKind.Postgres => new PostgresProfile(await PostgresStore.Open(options.Connection!)),
        StorageKind.Azure => new AzureProfile(await AzureStore.Open(options.Connection!)),
        _ => new SqliteProfile(SqliteStore.Open(folder.StoreFile)),
    };

    /// <summary>What the settings of the parts have wrong; asked before anything is started.</summary>
    private static string? WrongSettings(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return null;
        }
        catch (OptionsValidationException failure)
        {
            return failure.Message;
        }
        catch (AggregateException failures)
        {
            return string.Join("; ", failures.InnerExceptions.Select(f => f.Message));
        }
    }

    private static string? WrongCertificate(WebApplication app)
    {
        try
        {
            _ = app.Services.GetRequiredService<ServerCertificate>().Current;
            return null;
        }
        catch (CertificateException failure)
        {
            return failure.Message;
        }
    }

    private static async Task Abandon(WebApplication app)
    {
        try
        {
            await app.StopAsync();
        }
        catch (Exception)
        {
            // Why it did not start is what matters.
        }
    }

    private static async Task<int> Run(WebApplication app, ServeOptions options, string key)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            await app.StartAsync();
            await Announce(app, options, key, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Told to stop before it was ready: it stops as it would have later.
        }
        catch
        {
            // What has started already must end before its services are gone.
            await Abandon(app);
            throw;
        }
        await app.WaitForShutdownAsync();
        return CommandLine.Done;
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
