using System.Text.Json;

namespace Twin.Api.Tests.Access;

/// <summary>Keys of all kinds, made as an admin makes them.</summary>
internal static class Keys
{
    private static int Made;

    public static Task<(string Name, string Text)> Make(TwinServer server, string scopes, string divisions = "") => Make(server, $"key-{Interlocked.Increment(ref Made)}", scopes, divisions);

    public static async Task<(string Name, string Text)> Make(TwinServer server, string name, string scopes, string divisions, string more = "")
    {
        var made = (await server.Send("POST", "/v1/keys", $$"""{"name":"{{name}}","scopes":{{List(scopes)}},"divisions":{{List(divisions)}}{{more}}}""")).Is(201);
        return (name, (string)made["key"]!);
    }

    public static async Task<HttpClient> Client(TwinServer server, string scopes, string divisions = "") => server.With((await Make(server, scopes, divisions)).Text);

    private static string List(string words) => JsonSerializer.Serialize(words.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
