using Twin.Domain.Documents;
using Twin.Domain.Teams;
using Twin.Domain.Tests.Documents;

namespace Twin.Domain.Tests.Teams;

/// <summary>Teams for tests.</summary>
internal static class Crew
{
    public static Team Read(string id, string json)
    {
        var faults = new List<DocFault>();
        var team = TeamReader.Read(id, Doc.Of(json), faults);
        Assert.Empty(faults.Said());
        return team!;
    }

    /// <summary>The people a, b and c with some shifts.</summary>
    public static Team Of(string shifts, string zone = "Asia/Shanghai") =>
        Read("t", $$"""{"side":"province","timeZone":"{{zone}}","people":[{"id":"a"},{"id":"b"},{"id":"c"}],"shifts":{{shifts}}}""");

    /// <summary>A team of some people; each is written <c>id</c>, <c>id:lead</c> or <c>id:duty-manager</c>.</summary>
    public static Team Of(string id, string side, string areas, params string[] people) => Read(id, $$"""
        {"side":"{{side}}","areas":[{{string.Join(',', areas.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(a => $"\"{a}\""))}}],
         "people":[{{string.Join(',', people.Select(p => p.Split(':')).Select(p => $$"""{"id":"{{p[0]}}","role":"{{(p.Length > 1 ? p[1] : "engineer")}}"}"""))}}]}
        """);
}
