namespace Twin.Storage.Azure;

/// <summary>
/// The ETag that a grain holds: the row's, and the name of the blob the row points at, if it does. So the write that follows knows what it leaves behind without asking.
/// </summary>
internal readonly record struct StateTag(string? Row, string? Blob)
{
    // Neither half can hold it: ETags of Azure are quoted times, names of blobs are ours.
    private const char Separator = '@';

    public static StateTag Parse(string? tag) => tag?.LastIndexOf(Separator) is { } at and >= 0 ? new(tag[..at], tag[(at + 1)..]) : new(string.IsNullOrEmpty(tag) ? null : tag, null);

    public override string? ToString() => Blob is null ? Row : $"{Row}{Separator}{Blob}";
}
