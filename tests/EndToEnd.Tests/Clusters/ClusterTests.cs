using System.Net;
using System.Text;
using Twin.EndToEnd.Tests.Running;
using Twin.Servers;

namespace Twin.EndToEnd.Tests.Clusters;

/// <summary>Several silos and an API node, as processes, while parts of it are stopped and killed.</summary>
public sealed class ClusterTests
{
    private const int Outlets = 200;

    [Fact]
    public async Task A_rolling_restart_of_all_silos_under_load_loses_nothing_and_raises_no_false_fault()
    {
        await using var cluster = await TwinCluster.Start(silos: 3);
        using var load = new Load(cluster.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(2 * Outlets);
        for (var silo = 0; silo < 3; silo++)
        {
            await cluster.StopSilo(silo);
            Assert.Contains("were handed over", cluster.Silos[silo].Errors, StringComparison.Ordinal);
            await load.More(Outlets);
            await cluster.StartSilo(silo);
            await load.More(Outlets);
        }
        await load.Stop();
        await load.IsKept();
        Assert.Equal(Outlets, (int)(await cluster.Api.Get("/v1/outlets"))["total"]!);
    }

    [Fact]
    public async Task What_a_killed_silo_held_is_kept_and_watched_by_the_others()
    {
        await using var cluster = await TwinCluster.Start(silos: 2);
        using var load = new Load(cluster.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(2 * Outlets);
        await cluster.KillSilo(1);
        await load.More(2 * Outlets);
        await load.Stop();
        await load.IsKept();
        // Those that say nothing are looked after too: all of them, also those whose twins were lost, are found silent in the end.
        await cluster.Api.Send("PUT", "/v1/rulebook", Load.Rules.Replace("60s", "2s", StringComparison.Ordinal), "application/yaml");
        await TwinApi.Until(async () => (int)(await cluster.Api.Get("/v1/outlets?rule=silent"))["total"]! == Outlets, "every outlet is found silent");
    }

    [Fact]
    public async Task All_silos_killed_at_once_come_back_with_all_that_was_acknowledged()
    {
        await using var cluster = await TwinCluster.Start(silos: 2);
        using var load = new Load(cluster.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(Outlets + Outlets / 2);
        await Task.WhenAll(cluster.KillSilo(0), cluster.KillSilo(1));
        await Task.WhenAll(cluster.StartSilo(0), cluster.StartSilo(1));
        await load.More(Outlets);
        await load.Stop();
        await load.IsKept();
    }

    [Theory]
    [InlineData("stopped")]
    [InlineData("killed")]
    [InlineData("hung")]
    [InlineData("full")]
    public async Task While_the_database_is_away_nothing_is_acknowledged_that_is_not_stored_and_afterwards_all_goes_on(string how)
    {
        await using var disk = how == "full" ? await SmallDisk.Mount(megabytes: 200) : null;
        await using var cluster = await TwinCluster.Start(silos: 2, await PostgresServer.StartAsync(folder: disk is null ? null : Path.Combine(disk.Folder, "postgres")));
        using var load = new Load(cluster.Api, Outlets);
        await load.Register();
        load.Start();
        await load.More(Outlets + Outlets / 2);
        await (how switch
        {
            "killed" => cluster.Database.Kill(),
            "hung" => cluster.Database.Freeze(),
            "full" => Task.Run(disk!.Fill),
            _ => cluster.Database.Stop(),
        });
        await TwinApi.Until(() => Task.FromResult(load.Refused > 0), "a transition is refused");
        // What needs no store goes on.
        Assert.Equal(Outlets, (int)(await cluster.Api.Get("/v1/outlets"))["total"]!);
        disk?.MakeRoom();
        if (how == "hung") await cluster.Database.Resume();
        // One whose log has no room may have ended by itself.
        else if (how != "full" || !await cluster.Database.Answers()) await cluster.Database.Start();
        await load.More(2 * Outlets);
        await load.Stop();
        await load.IsKept();
    }

    [Fact]
    public async Task Any_API_node_takes_a_reading_for_any_device_and_a_silo_talks_to_nobody_else()
    {
        await using var cluster = await TwinCluster.Start(silos: 2);
        await cluster.Api.Put("3208008351", terminals: 3);
        await cluster.Api.Report("3208008351/t1", """{"temperatureC":20}""");
        Assert.Equal("online", (string?)(await cluster.Api.Device("3208008351/t1"))["status"]);
        using var client = new HttpClient { BaseAddress = new(cluster.Silos[0].Url) };
        using var asked = await client.GetAsync(new Uri("/v1/outlets", UriKind.Relative));
        Assert.Equal(HttpStatusCode.NotFound, asked.StatusCode);
        Assert.Equal("ready", await client.GetStringAsync(new Uri("/healthz/ready", UriKind.Relative)));
        using var silence = new StringContent("""{"match":{"outlet":"3208008351"},"duration":"15m","reason":"test"}""", Encoding.UTF8, "application/json");
        using var set = await cluster.Api.Client.PostAsync(new Uri("/v1/silences", UriKind.Relative), silence);
        Assert.Equal(HttpStatusCode.Created, set.StatusCode);
    }

    [Fact]
    public async Task What_a_cluster_needs_and_does_not_get_is_said_in_one_line()
    {
        using var temp = new TempFolder();
        foreach (var (arguments, wanted) in new (string[], string)[]
        {
            (["--role", "silo"], "--storage postgres"),
            (["--storage", "postgres"], "--connection"),
            (["--storage", "postgres", "--connection", "nonsense"], "connection string"),
            (["--storage", "postgres", "--connection", "Host=127.0.0.1", "--silo", "0.0.0.0:1"], "--silo takes"),
            (["--connection", "Host=127.0.0.1"], "--storage postgres"),
        })
        {
            var ended = await Executable.Run(["serve", "--data", temp["data"], .. arguments]);
            Assert.Equal(2, ended.Code);
            Assert.Contains(wanted, Assert.Single(ended.ErrorLines), StringComparison.Ordinal);
        }
        var unreachable = await Executable.Run("serve", "--data", temp["data"], "--urls", "http://127.0.0.1:0", "--mqtt", "off", "--storage", "postgres", "--connection", "Host=127.0.0.1;Port=1;Password=hidden-word");
        Assert.Equal(1, unreachable.Code);
        Assert.Contains("the store at 127.0.0.1:1 cannot be used", Assert.Single(unreachable.ErrorLines), StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", unreachable.Errors, StringComparison.Ordinal);
    }
}
