using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;
using Twin.Api.Errors;

namespace Twin.Api.Requests;

/// <summary>Whether a write may go ahead, given what is stored now.</summary>
public sealed record Preconditions(IReadOnlyList<long>? IfMatch, bool IfMatchAny, IReadOnlyList<long>? IfNoneMatch, bool IfNoneMatchAny)
{
    /// <summary>Present in a list of tags for one that can never be ours, so that it is compared and found different.</summary>
    private const long Foreign = -1;

    public bool IsNone => IfMatch is null && !IfMatchAny && IfNoneMatch is null && !IfNoneMatchAny;

    /// <summary>All that is asked is that something is stored, whatever its revision.</summary>
    public bool OnlyExistence => IfMatch is null && IfNoneMatch is null;

    /// <summary>Reads <c>If-Match</c> and <c>If-None-Match</c>; a header that is no list of entity tags is a problem, since ignoring it would write over someone.</summary>
    public static Preconditions? Read(HttpRequest request, out Problem? problem)
    {
        problem = null;
        if (!TryRead(request.Headers.IfMatch, out var match, out var matchAny)) problem = Malformed(HeaderNames.IfMatch, request.Headers.IfMatch.ToString());
        if (!TryRead(request.Headers.IfNoneMatch, out var noneMatch, out var noneMatchAny)) problem = Malformed(HeaderNames.IfNoneMatch, request.Headers.IfNoneMatch.ToString());
        return problem is null ? new(match, matchAny, noneMatch, noneMatchAny) : null;
    }

    /// <summary>Whether they hold when this revision is stored; null: nothing is.</summary>
    public bool Hold(long? revision) =>
        (!IfMatchAny || revision is not null)
        && (IfMatch is null || revision is { } r && IfMatch.Contains(r))
        && (!IfNoneMatchAny || revision is null)
        && (IfNoneMatch is null || revision is not { } n || !IfNoneMatch.Contains(n));

    public static string TagOf(long revision) => string.Create(CultureInfo.InvariantCulture, $"\"rev:{revision}\"");

    public static Problem Failed(string thing, long? revision) =>
        Problem.PreconditionFailed(revision is { } r ? $"{thing} is at revision {r} (ETag {TagOf(r)})." : $"{thing} does not exist.");

    private static bool TryRead(Microsoft.Extensions.Primitives.StringValues header, out IReadOnlyList<long>? revisions, out bool any)
    {
        (revisions, any) = (null, false);
        if (header.Count == 0) return true;
        if (header.ToString().Trim() == "*") return any = true;
        if (!EntityTagHeaderValue.TryParseStrictList(header.ToArray()!, out var tags) || tags.Count == 0 || tags.Any(t => t.Tag == "*")) return false;
        revisions = [.. tags.Select(t => t.IsWeak ? Foreign : RevisionOf(t.Tag.AsSpan()))];
        return true;
    }

    private static long RevisionOf(ReadOnlySpan<char> tag) =>
        tag.StartsWith("\"rev:") && long.TryParse(tag[5..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var revision) ? revision : Foreign;

    private static Problem Malformed(string header, string value) =>
        Problem.BadRequest($"{header} is malformed: '{value}'. Send the ETag as it was given, with its quotes: \"rev:12\", or *.", new ProblemError(header, "invalidValue", "expected a list of entity tags or *"));
}
