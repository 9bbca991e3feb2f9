using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Twin.EndToEnd.Tests.Running;
using Twin.Silo.Storage;

namespace Twin.Silo.Tests.Cli;

/// <summary>The executable as people meet it: exit codes, and one line that says what is wrong.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _temp = new();

    public void Dispose() => _temp.Dispose();

    private Task<Ended> Run(params string[] arguments) => Executable.Run(_temp.Path, null, arguments);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static void Failed(Ended ended, int code, string with)
    {
        Assert.True(ended.Code == code, $"{ended}");
        Assert.Contains(with, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        Assert.StartsWith("twin: ", ended.Errors, StringComparison.Ordinal);
        Assert.Equal("", ended.Output);
    }

    [Theory]
    [InlineData("--help", "serve import backup restore plan simulate")]
    [InlineData("", "serve import backup restore plan simulate")]
    [InlineData("serve --help", "--urls --data --demo --storage --mqtt --show-key")]
    [InlineData("import --help", "--server --key-file --dry-run <file>")]
    [InlineData("backup --help", "<file> --overwrite --data --storage --connection")]
    [InlineData("restore --help", "<file> --replace --dry-run --data --storage --connection")]
    [InlineData("simulate --help", "<scenario> --seed --replications --threads --out --json --text")]
    [InlineData("plan --help", "plan NAME erlang-b lambda mu c [t] hypercube service-day")]
    [InlineData("plan", "plan NAME erlang-b lambda mu c [t] hypercube service-day")]
    [InlineData("plan erlang-c --help", "erlang-c lambda mu c t pWaitOver Formula: Source: Example:")]
    public async Task Help_tells_what_there_is(string line, string told)
    {
        var ended = await Run(Words(line));
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.All(Words(told), word => Assert.Contains(word, ended.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("frobnicate", "frobnicate")]
    [InlineData("serve --frobnicate", "--frobnicate")]
    [InlineData("serve extra", "extra")]
    [InlineData("serve --demo x", "--demo takes a number from 1 to 200000, not 'x'")]
    [InlineData("serve --demo -1", "--demo")]
    [InlineData("serve --demo 0", "--demo takes a number from 1 to 200000, not '0'")]
    [InlineData("serve --demo", "--demo")]
    [InlineData("serve --urls foo", "--urls takes http://HOST:PORT or https://HOST:PORT, not 'foo'")]
    [InlineData("serve --urls https://127.0.0.1:0", "no certificate is given: set Twin:Tls:Certificate")]
    [InlineData("serve --urls http://127.0.0.1:0/path", "--urls takes http://HOST:PORT")]
    [InlineData("serve --urls http://localhost:0", "--urls takes http://HOST:PORT")]
    [InlineData("serve --mqtt foo", "--mqtt takes ADDRESS:PORT or 'off', not 'foo'")]
    [InlineData("serve --mqtt 1883", "--mqtt takes ADDRESS:PORT")]
    [InlineData("serve --mqtt somewhere:1883", "--mqtt takes ADDRESS:PORT")]
    [InlineData("serve --mqtt 127.0.0.1:99999", "--mqtt takes ADDRESS:PORT")]
    [InlineData("serve --storage oracle", "oracle")]
    [InlineData("serve --log-format xml", "xml")]
    [InlineData("import", "import")]
    [InlineData("import nofile.csv", "there is no file nofile.csv")]
    [InlineData("import a.csv --server foo", "--server takes a URL, not 'foo'")]
    [InlineData("import a.csv --server ftp://here", "--server takes a URL")]
    [InlineData("backup", "backup")]
    [InlineData("backup a --storage oracle", "oracle")]
    [InlineData("backup a --storage postgres", "--storage postgres needs --connection")]
    [InlineData("simulate", "scenario")]
    [InlineData("simulate nofile.yaml", "there is no file nofile.yaml")]
    [InlineData("simulate a.yaml --replications 0", "--replications takes a whole number from 1 to 10000, not 0")]
    [InlineData("simulate a.yaml --threads 0", "--threads takes a whole number from 1 to 1024, not 0")]
    [InlineData("simulate a.yaml --seed x", "--seed")]
    [InlineData("plan frobnicate", "there is no calculator 'frobnicate'; there are erlang-b,")]
    [InlineData("plan frobnicate --help", "there is no calculator 'frobnicate'; there are erlang-b,")]
    [InlineData("plan erlang-b a=1 c=2 d=3", "erlang-b takes a c, no 'd'")]
    [InlineData("plan erlang-b --frobnicate", "--frobnicate")]
    [InlineData("plan erlang-c lambda=3 mu=1 c=2", "unstable: the load of 3 erlang is not below the 2 servers")]
    [InlineData("plan hypercube file=nofile.yaml", "file=nofile.yaml cannot be read")]
    [InlineData("restore nofile", "there is no file")]
    [InlineData("restore a b", "b")]
    public async Task A_wrong_command_line_is_one_clear_line(string line, string with) => Failed(await Run(Words(line)), 2, with);

    [Fact]
    public async Task A_plan_is_one_JSON_object()
    {
        var ended = await Run("plan", "erlang-b", "a=15", "c=20");
        Assert.Equal((0, ""), (ended.Code, ended.Errors));
        Assert.Equal(0.04559321558981, JsonNode.Parse(ended.Output)!["results"]!["pBlock"]!.GetValue<double>(), 1e-12);
    }

    [Theory]
    [InlineData("TWIN__Demo", "many", "Demo")]
    [InlineData("TWIN__Demo", "200001", "Demo")]
    [InlineData("TWIN__Urls", "foo", "--urls takes http://HOST:PORT or https://HOST:PORT, not 'foo'")]
    [InlineData("TWIN__Mqtt", "foo", "--mqtt takes ADDRESS:PORT or 'off', not 'foo'")]
    [InlineData("TWIN__LogFormat", "xml", "LogFormat")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "foo", "OTEL_EXPORTER_OTLP_ENDPOINT takes http://HOST:PORT")]
    public async Task A_wrong_setting_is_one_clear_line(string name, string value, string with) =>
        Failed(await Executable.Run(_temp.Path, new Dictionary<string, string> { [name] = value }, "serve", "--data", _temp["data"]), 2, with);

    [Fact]
    public async Task A_setting_out_of_range_is_one_clear_line() =>
        Failed(await Executable.Run(
            _temp.Path, new Dictionary<string, string> { ["TWIN__Telemetry__CallsPerBatchMax"] = "0", ["TWIN__Mqtt"] = "off" },
            "serve", "--urls", "http://127.0.0.1:0", "--data", _temp["data"]), 2, "CallsPerBatchMax");

    [Fact]
    public async Task A_settings_file_that_is_no_json_is_one_clear_line()
    {
        await File.WriteAllTextAsync(_temp["appsettings.json"], "{");
        Failed(await Run("serve", "--data", _temp["data"]), 2, "appsettings.json");
    }

    [Theory]
    [InlineData("--urls", "http://127.0.0.1:{0}", "--mqtt", "off", "the API cannot listen on http://127.0.0.1:{0}: the port is taken; choose another with --urls")]
    [InlineData("--urls", "http://127.0.0.1:0", "--mqtt", "127.0.0.1:{0}", "MQTT cannot listen on 127.0.0.1:{0}: the port is taken; choose another with --mqtt, or --mqtt off")]
    public async Task A_port_that_is_taken_is_one_clear_line(string a, string b, string c, string d, string with)
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        string In(string text) => text.Replace("{0}", $"{port}", StringComparison.Ordinal);
        Failed(await Run("serve", a, In(b), c, In(d), "--data", _temp["data"]), 1, In(with));
    }

    [Fact]
    public async Task A_data_folder_in_use_is_one_clear_line()
    {
        using var held = DataFolder.Open(_temp["data"]);
        Failed(await Run("serve", "--data", _temp["data"]), 1, $"the data folder {_temp["data"]} is in use by another Twin");
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_is_one_clear_line()
    {
        await File.WriteAllTextAsync(_temp["file"], "");
        Failed(await Run("serve", "--data", Path.Combine(_temp["file"], "data")), 1, "cannot be made");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_one_clear_line()
    {
        await File.WriteAllTextAsync(_temp["a.csv"], "code,name,district\n");
        var key = new Dictionary<string, string> { ["TWIN_ADMIN_KEY"] = "key" };
        Failed(await Executable.Run(_temp.Path, key, "import", "a.csv", "--server", "http://127.0.0.1:1"), 1, "http://127.0.0.1:1 does not answer");
        Failed(await Run("import", "a.csv", "--server", "http://127.0.0.1:1"), 1, "no key: set TWIN_ADMIN_KEY or give --key-file");
        Failed(await Run("import", "a.csv", "--server", "http://127.0.0.1:1", "--key-file", "nokey"), 1, "there is no file nokey");
        await File.WriteAllTextAsync(_temp["empty"], "\n");
        Failed(await Run("import", "a.csv", "--server", "http://127.0.0.1:1", "--key-file", _temp["empty"]), 1, "there is no key in");
    }
}
