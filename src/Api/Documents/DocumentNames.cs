using Twin.Api.Errors;
using Twin.Domain.Teams;
using Twin.Grains.Documents;

namespace Twin.Api.Documents;

/// <summary>Which documents of a kind with many there are.</summary>
internal static class DocumentNames
{
    /// <summary>Ids of all that were ever uploaded, removed ones too, in their order.</summary>
    public static async Task<string[]> UploadedAsync(IGrainFactory grains, string prefix)
    {
        var catalogue = await grains.DocumentCatalogue().Since(0);
        return [.. catalogue.Entries.Select(e => DocumentKeys.IdIn(e.Name, prefix)).OfType<string>().Order(StringComparer.Ordinal)];
    }

    /// <summary>Null when the text can be the id of a policy or a team.</summary>
    public static Problem? RefuseId(string? id, string thing) => Recipients.IsId(id)
        ? null
        : Problem.BadRequest($"'{id}' is not a {thing} id.", new ProblemError("id", "invalidValue", "1 to 64 of a-z, 0-9 and '-' are needed"));
}
