using Twin.LoadTests.Fleet;

namespace Twin.LoadTests.Servers;

/// <summary>
/// A load test on a server that somebody else runs: what it changes there is put back when it leaves. Its outlets carry a designation of their own, and only those and the test's own team are removed; the rule
/// book and the default policy are as they were before.
/// </summary>
public sealed class Guest : IAsyncDisposable
{
    private const string RuleBook = "/v1/rulebook", Policy = "/v1/policies/default", Team = "/v1/teams/load";
    private const int Together = 8;

    private readonly TwinClient _api;
    private readonly Progress _progress;
    private readonly Dictionary<string, string> _before = [];

    private Guest(TwinClient api, Progress progress) => (_api, _progress) = (api, progress);

    public static async Task<Guest> Enter(Uri server, string key, Progress progress)
    {
        var guest = new Guest(new(server, key), progress);
        try
        {
            foreach (var path in (string[])[RuleBook, Policy]) guest._before[path] = await guest._api.Text(path);
            return guest;
        }
        catch
        {
            guest._api.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using (_api)
        {
            _progress.Say("removing the outlets of the test, and putting back what it changed");
            foreach (var (path, text) in _before)
                if (await _api.Text(path) != text) await _api.Send("PUT", path, text, "application/yaml");
            using (var team = await _api.Http.GetAsync(new Uri(Team, UriKind.Relative)))
                if (team.IsSuccessStatusCode) await _api.Send("DELETE", Team, "");
            await Parallel.ForEachAsync(await Codes(_api, Marked), new ParallelOptions { MaxDegreeOfParallelism = Together }, async (code, _) => await _api.Send("DELETE", $"/v1/outlets/{code}", ""));
        }
    }

    /// <exception cref="ServerException">It has outlets of its own where the test's would be.</exception>
    public static async Task Check(TwinClient api, Network network)
    {
        var own = (await Codes(api, Marked)).ToHashSet();
        if ((await Codes(api, "")).FirstOrDefault(code => network.Has(code) && !own.Contains(code)) is { } taken)
            throw new ServerException($"the server has an outlet {taken} that is not a load test's, and the test needs that code; nothing was imported. Fewer --outlets need fewer codes");
    }

    private static string Marked => $"&designation={Uri.EscapeDataString(Network.Mark)}";

    private static ValueTask<List<string>> Codes(TwinClient api, string filter) => api.All($"/v1/outlets?fields=code&sort=code{filter}").Select(o => (string)o["code"]!).ToListAsync();
}
