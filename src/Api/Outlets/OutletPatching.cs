using System.Text.Json.Nodes;
using Twin.Api.Errors;
using Twin.Api.Requests;
using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Domain.Network;

namespace Twin.Api.Outlets;

/// <summary>A merge patch on a stored profile: what would be stored, or what is wrong with it.</summary>
internal static class OutletPatching
{
    public static (OutletProfile? Profile, Problem? Problem) Apply(OutletProfile stored, DocNode patch)
    {
        var faults = new List<DocFault>();
        NoteDuplicates(patch, "", faults);
        if (patch is DocMap { Entries: var entries } && entries.FirstOrDefault(e => e.Key == "code") is { Value: DocNull nothing })
            faults.Add(new("code", "required", "'code' cannot be removed", nothing.Line, nothing.Column));
        var changes = patch.ToJson();
        var merged = MergePatch.Apply(OutletProfileFormat.ToJson(stored), changes);
        KeepNulls(merged, changes);

        var document = DocumentText.Parse(merged?.ToJsonString() ?? "null", DocumentFormat.Json, faults);
        if (document is null) return (null, Problem.BadRequest("The patch cannot be applied.", faults));
        var profile = OutletProfileFormat.Read(document, stored.Code, ReadOnlyFields.Refuse, faults);
        return faults.Count == 0 ? (profile, null) : (null, OutletBody.ProblemOf([.. faults.Select(f => Placed(f, patch))]));
    }

    /// <summary>
    /// Leaves a null where the patch removed something that was never there: to a reader it is as good as absent, but an unknown name is
    /// reported like any other.
    /// </summary>
    private static void KeepNulls(JsonNode? merged, JsonNode? changes)
    {
        if (merged is not JsonObject target || changes is not JsonObject given) return;
        foreach (var (name, change) in given)
            if (change is null) target[name] = null;
            else KeepNulls(target[name], change);
    }

    /// <summary>A fault stands where the patch caused it, not where the merged document has it.</summary>
    private static DocFault Placed(DocFault fault, DocNode patch)
    {
        var cause = patch.NodeAt(fault.Path);
        return fault with { Line = cause.Line, Column = cause.Column };
    }

    private static void NoteDuplicates(DocNode node, string path, List<DocFault> faults)
    {
        if (node is not DocMap map) return;
        DocReader.Open(map, path, faults);
        foreach (var entry in map.Entries) NoteDuplicates(entry.Value, DocReader.Join(path, entry.Key), faults);
    }
}
