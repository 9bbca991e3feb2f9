using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Domain.Teams;

/// <summary>Reads one person of a team with the ways to reach them.</summary>
internal static class PersonReader
{
    private const int ChannelsMax = 10;
    private const int SkillsMax = 50;
    private const int SkillLengthMax = 64;
    private const int UrlLengthMax = 2000;
    private const int AddressLengthMax = 254;

    private static readonly (string, int)[] Languages = [("zh", 0), ("en", 1)];

    /// <summary>The person, with faults noted when parts are wrong; null only without a usable id.</summary>
    public static Person? Read(DocNode node, string path, HashSet<string> ids, List<DocFault> faults)
    {
        if (DocReader.Open(node, path, faults) is not { } reader) return null;
        var id = Id(reader, ids);
        var person = new Person
        {
            Id = id ?? "",
            Name = reader.Text("name", lengthMax: 100) ?? id ?? "",
            Role = reader.Word("role", TeamWords.Roles) ?? Role.Engineer,
            Skills = Skills(reader),
            Home = OutletProfileFormat.Point(reader, "home", faults),
            Language = reader.Word("language", Languages) is 1 ? "en" : "zh",
            Channels = Channels(reader, faults),
        };
        reader.Done();
        return id is null ? null : person;
    }

    private static string? Id(DocReader reader, HashSet<string> ids)
    {
        const string Key = "id";
        if (reader.Text(Key, required: true) is not { } id) return null;
        if (!Recipients.IsId(id)) reader.Fault(Key, reader.Node(Key), "invalidValue", $"'{id}' is not a person's id: 1 to 64 of a-z, 0-9 and '-'");
        else if (Recipients.IsRole(id)) reader.Fault(Key, reader.Node(Key), "invalidValue", $"'{id}' is what policies call a role; choose another id");
        else if (!ids.Add(id)) reader.Fault(Key, reader.Node(Key), "duplicate", $"there is another person '{id}'");
        else return id;
        return null;
    }

    private static IReadOnlyList<string> Skills(DocReader reader)
    {
        const string Key = "skills";
        var skills = reader.Texts(Key, SkillLengthMax);
        if (skills.Count > SkillsMax) reader.Fault(Key, reader.Node(Key), "tooMany", $"{skills.Count} skills; at most {SkillsMax} are allowed");
        return [.. skills.Distinct(StringComparer.Ordinal)];
    }

    private static List<ContactChannel> Channels(DocReader reader, List<DocFault> faults)
    {
        var channels = new List<ContactChannel>();
        foreach (var (node, path) in reader.ListOfAtMost(ChannelsMax, "channels"))
        {
            if (DocReader.Open(node, path, faults) is not { } channel) continue;
            if (channel.Word("type", TeamWords.Channels, required: true) is not { } type) continue;
            var nth = channels.Count(c => c.Type == type) + 1;
            channels.Add(Channel(channel, type, nth == 1 ? TeamWords.Of(type) : $"{TeamWords.Of(type)}-{nth}"));
            // Asks for no field the type does not have, so that one that would do nothing is reported.
            channel.Done();
        }
        return channels;
    }

    private static ContactChannel Channel(DocReader reader, ChannelType type, string id) => type switch
    {
        ChannelType.Log => new(id, type),
        ChannelType.Email => new(id, type, To: Address(reader)),
        // The key of a WeCom robot is in its address; it signs nothing.
        ChannelType.WeCom => new(id, type, Url(reader)),
        _ => new(id, type, Url(reader), Secret(reader)),
    };

    private static string? Url(DocReader reader)
    {
        const string Key = "url";
        if (reader.Text(Key, required: true, UrlLengthMax) is not { } text) return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Host.Length > 0 && !text.Any(c => char.IsWhiteSpace(c))) return text;
        reader.Fault(Key, reader.Node(Key), "invalidValue", "'url' must be a whole address that starts with http:// or https://");
        return null;
    }

    private static string? Secret(DocReader reader)
    {
        const string Key = "secret";
        var secret = reader.Text(Key);
        if (secret is "") reader.Fault(Key, reader.Node(Key), "invalidValue", "'secret' is empty: leave it out when nothing is to be signed");
        return secret;
    }

    private static string? Address(DocReader reader)
    {
        const string Key = "to";
        if (reader.Text(Key, required: true, AddressLengthMax) is not { } text) return null;
        var at = text.IndexOf('@', StringComparison.Ordinal);
        // Whether it exists only sending can tell; what would end the address inside a mail header is kept out.
        if (at > 0 && at < text.Length - 1 && at == text.LastIndexOf('@') && !text.Any(c => char.IsWhiteSpace(c) || "<>()[],;:\\\"".Contains(c, StringComparison.Ordinal))) return text;
        reader.Fault(Key, reader.Node(Key), "invalidValue", $"'{text}' is not a mail address");
        return null;
    }
}
